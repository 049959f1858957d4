import path from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles the render worker alone and answers its file, so that the tests of rendering need no build of the whole.
 * Inside node_modules, where the bundle finds the packages it leaves outside.
 */
export async function buildRenderWorker(): Promise<string> {
  const outfile = path.resolve(`node_modules/.cache/wikisol-test/renderWorker-${process.pid}.mjs`)
  await build({
    entryPoints: ['server/markdown/renderWorker.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
  return outfile
}
