/** `npm run bench -- compare|doors|pages|start|render|search|vdd|visits`: measures; prints, asserts nothing. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { bundle, root } from './typescript.mjs'

process.chdir(root)
const files = readdirSync('bench').filter((file) => file.endsWith('.ts'))
const names = files.map((file) => file.replace(/\.ts$/, '')).filter((name) => name !== 'hello')
const [name = '', ...rest] = process.argv.slice(2)
if (!names.includes(name)) {
  console.error(`Mesures : ${names.join(', ')}`)
  process.exit(2)
}
process.argv.splice(2, Number.POSITIVE_INFINITY, ...rest)
await build({ quiet: true })
const outdir = await bundle(
  files.map((file) => `bench/${file}`),
  'wikisol-bench',
)
await import(pathToFileURL(join(outdir, `${name}.mjs`)).href)
