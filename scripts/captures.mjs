/** `npm run captures`: scripts/captures.ts. */
import { root, run } from './typescript.mjs'

process.chdir(root)
await run('scripts/captures.ts')
