/**
 * Reads the report that `npm test` left and prints what CI ends with: `N passed, M failed`. A test that was skipped
 * counts as failed: a browser or a PostgreSQL that did not run has proved nothing. Other failures are added by number:
 * node scripts/count.mjs 1
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const others = Number(process.argv[2] ?? 0)

function read() {
  try {
    return JSON.parse(readFileSync(join(root, 'node_modules/.cache/wikisol/report.json'), 'utf8'))
  } catch {
    return undefined
  }
}

const report = read()
const files = report?.testResults ?? []
const tests = files.flatMap(({ assertionResults, name }) =>
  assertionResults.map((test) => ({ ...test, name, file: name, title: test.fullName })),
)
const passed = tests.filter(({ status }) => status === 'passed').length
// A file that could not even be loaded has no tests to count, and fails as one.
const unloaded = files.filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
).length
const missing = [
  ['navigateur', tests.some(({ file, status }) => file.includes('/journeys/') && status === 'passed')],
  ['PostgreSQL', tests.some(({ title, status }) => title.includes('postgres') && status === 'passed')],
].filter(([, ran]) => !ran)
for (const [suite] of missing) console.log(`Aucun test n’a réussi : ${suite}`)
const failed = tests.length - passed + unloaded + missing.length + others
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
