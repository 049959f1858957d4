/** One of the processes of races.ts: it does what it is told, on a database that others write at the same moment. */
import { post } from '../../server/actions/post.ts'
import { saveDraft, submit } from '../../server/actions/propose.ts'
import { approve } from '../../server/actions/review.ts'
import { verdictLetter } from '../../server/mail/letters.ts'
import type { Writer } from '../../server/store/database.ts'
import { type DatabaseOptions, openDatabase } from '../../server/store/database.ts'
import type { Job } from './races.ts'

const database = openDatabase(JSON.parse(process.argv[2] ?? '') as DatabaseOptions)
const NOW = new Date('2026-11-24T11:24:00Z')
const LETTER = verdictLetter({
  name: 'Alice',
  guide: 'Guide',
  what: 'la fiche',
  url: 'https://guide.example/propositions/1',
  verdict: 'accepted',
})
const tellAlice = (tx: Writer) => post(tx, 'alice@ccas.example', LETTER, NOW)

function run(job: Job): Promise<object> {
  switch (job.act) {
    case 'save':
      return saveDraft(database, job.saving, NOW)
    case 'submit':
      return submit(database, job.submission, NOW, async () => undefined)
    case 'approve':
      return approve(database, job.approving, NOW, tellAlice)
  }
}

process.on('message', async (job: Job) => {
  try {
    process.send?.(await run(job))
  } catch (error) {
    process.send?.({ fault: String(error) })
  }
})
process.on('disconnect', () => void database.close())
process.send?.({ ready: true })
