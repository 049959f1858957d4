/**
 * `npm test`: every suite but the long ones, one run of vitest. `npm run test:long`: the long ones. More words are
 * given to vitest as they are: npm test -- test/domain.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const words = process.argv.slice(2)
const long = words[0] === 'long'
const projects = long ? ['long'] : ['unit', 'journeys']
const report = join(root, 'node_modules/.cache/wikisol/report.json')

mkdirSync(dirname(report), { recursive: true })
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...words.slice(long ? 1 : 0),
  ],
  { cwd: root, stdio: 'inherit' },
)
process.exit(status ?? 1)
