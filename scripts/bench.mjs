/** `npm run bench -- pages|start|render`: measures; prints, asserts nothing. */
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'
import { build } from './build.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)
const names = readdirSync('bench').map((file) => file.replace(/\.ts$/, ''))
const [name = ''] = process.argv.slice(2)
if (!names.includes(name) || name === 'hello') {
  console.error(`Mesures : ${names.filter((other) => other !== 'hello').join(', ')}`)
  process.exit(2)
}
await build({ quiet: true })
const outdir = join(root, 'node_modules/.cache/wikisol-bench')
await esbuild.build({
  entryPoints: names.map((each) => `bench/${each}.ts`),
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
})
await import(pathToFileURL(join(outdir, `${name}.mjs`)).href)
