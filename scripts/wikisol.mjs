/** `npm run wikisol -- COMMANDE`: builds what changed, then runs an operator's command. */

import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { loadEnvFile } from './env.mjs'

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'))
loadEnvFile()
const outdir = await build({ quiet: true })
await import(pathToFileURL(join(outdir, 'server/wikisol.mjs')).href)
