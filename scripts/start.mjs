/** `npm start`: builds what changed, then serves. */

import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { loadEnvFile } from './env.mjs'

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'))
loadEnvFile()
const outdir = await build()
await import(pathToFileURL(join(outdir, 'server/main.mjs')).href)
