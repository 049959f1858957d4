import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { createLog } from '../http/log.ts'
import { explainFault } from '../store/faults.ts'
import { nearest } from '../text/nearest.ts'
import { backupCommand } from './backup.ts'
import { checkCommand } from './check.ts'
import type { Call, Command } from './command.ts'
import { explainCommand } from './explain.ts'
import { exportCommand } from './export.ts'
import { formatCommand } from './format.ts'
import { importCommand } from './import.ts'
import { migrateCommand } from './migrate.ts'
import { outboxCommand } from './outbox.ts'
import { peopleCommand } from './people.ts'
import { proposalsCommand } from './proposals.ts'
import { rebuildCommand } from './rebuild.ts'
import { restoreCommand } from './restore.ts'
import { transferCommand } from './transfer.ts'
import { verifyCommand } from './verify.ts'

export const COMMANDS: readonly Command[] = [
  migrateCommand,
  importCommand,
  exportCommand,
  formatCommand,
  checkCommand,
  rebuildCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  transferCommand,
  outboxCommand,
  explainCommand,
  peopleCommand,
  proposalsCommand,
]

const out = (text: string) => process.stdout.write(`${text}\n`)
const complain = (text: string) => process.stderr.write(`${text}\n`)

/** Runs one command; answers the status of the process: 0, 1 for a failure, 2 for a call that cannot be taken. */
export async function runCommand(words: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const [name = 'help', ...rest] = words
  if (name === 'help' || name === '--help') return help()
  const command = COMMANDS.find((candidate) => candidate.name === name)
  if (command === undefined) return unknownCommand(name)
  const parsed = readOptions(command, rest)
  if (typeof parsed === 'string') {
    complain(`${parsed}\nOptions de ${name} :\n${optionLines(command).join('\n')}`)
    return 2
  }
  const json = parsed.options.json === true
  try {
    const config = readConfig(environment)
    const log = createLog({ logLevel: 'silent' })
    const result = await command.run({ config, log, ...parsed, progress: progressOn(json) })
    if (json) out(JSON.stringify({ ok: result.ok, ...result.data }, null, 2))
    else for (const line of result.lines) out(line)
    return result.ok ? 0 : 1
  } catch (error) {
    const message = explainFault(error)
    if (message === undefined) throw error
    if (json) out(JSON.stringify({ ok: false, erreur: message }))
    else complain(message)
    return 1
  }
}

function help(): number {
  out('Usage : npm run wikisol -- COMMANDE [options]\n\nCommandes :')
  for (const command of COMMANDS) {
    out(`  ${[command.name, command.word].filter(Boolean).join(' ').padEnd(9)} ${command.about}`)
    for (const line of optionLines(command)) out(`            ${line}`)
  }
  out('\nToutes acceptent --json. Une commande qui échoue se termine par un état différent de zéro.')
  return 0
}

function optionLines({ options = {} }: Command): string[] {
  return Object.entries(options).map(
    ([name, { about, value }]) => `--${name}${value === undefined ? '' : ` ${value}`} : ${about}`,
  )
}

function unknownCommand(name: string): number {
  const [near] = nearest(
    name,
    COMMANDS.map((command) => command.name),
  )
  complain(
    `Commande inconnue : « ${name} ».${near === undefined ? '' : ` Vouliez-vous dire « ${near} » ?`} La liste : npm run wikisol -- help`,
  )
  return 2
}

function readOptions(
  { options = {}, word }: Command,
  words: string[],
): Pick<Call, 'options' | 'words'> | string {
  const declared = Object.fromEntries(
    Object.entries(options).map(([name, { value }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string' } as const,
    ]),
  )
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { ...declared, json: { type: 'boolean' } },
      allowPositionals: true,
    })
    const extra = positionals[word === undefined ? 0 : 1]
    if (extra !== undefined) return `« ${extra} » n’est pas attendu ici.`
    return { options: values as Call['options'], words: positionals }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return `Option refusée : ${words.join(' ')}.`
  }
}

/** « 120 / 251 » on one line of a terminal, refreshed; nothing where nobody watches. */
function progressOn(json: boolean): Call['progress'] {
  if (json || process.stderr.isTTY !== true) return () => undefined
  return (done, total) => {
    process.stderr.write(`\r${done}${total === undefined ? '' : ` / ${total}`}${done === total ? '\n' : ''}`)
  }
}
