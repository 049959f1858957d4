/** `npm run communes`: the yearly update of the communes and of the territories made of them (scripts/communes.ts). */
import { root, run } from './typescript.mjs'

process.chdir(root)
await run('scripts/communes.ts')
