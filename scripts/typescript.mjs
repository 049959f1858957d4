import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Bundles TypeScript files of the project for Node; answers the folder where `name.mjs` stands for `name.ts`. */
export async function bundle(files, folder) {
  const outdir = join(root, 'node_modules/.cache', folder)
  await esbuild.build({
    entryPoints: files.map((file) => join(root, file)),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  })
  return outdir
}

/** Runs one TypeScript file. */
export async function run(file) {
  const outdir = await bundle([file], 'wikisol-scripts')
  const name = file.replace(/^.*\//, '').replace(/\.ts$/, '.mjs')
  await import(pathToFileURL(join(outdir, name)).href)
}
