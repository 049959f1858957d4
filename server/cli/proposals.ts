import { resolve } from 'node:path'
import { type Outlook, outlooksOf } from '../actions/outlook.ts'
import { OPERATOR } from '../actions/people.ts'
import { prepare } from '../actions/publish.ts'
import { acceptAtTheMachine, type ReadyChange } from '../actions/review.ts'
import { rendererFrom } from '../context.ts'
import { OperatorFault } from '../domain/fault.ts'
import { isPending, PROPOSAL_STATES } from '../domain/proposal.ts'
import type { Renderer } from '../markdown/rendered.ts'
import type { Database } from '../store/database.ts'
import { changesOf, changesOfAll, findProposal, type Proposal, pendingProposals } from '../store/proposals.ts'
import { cleanLine } from '../text/fold.ts'
import type { Call, Command, Result } from './command.ts'
import { withDatabase } from './database.ts'

const ACTS: Readonly<Record<string, (database: Database, call: Call) => Promise<Result>>> = { list, accept }

export const proposalsCommand: Command = {
  name: 'proposals',
  word: 'ACTE',
  about:
    'Propositions : list ; accept, quand personne d’autre que l’auteur ne peut relire. La raison reste au journal.',
  options: {
    id: { about: 'numéro de la proposition, pour accept', value: 'NUMÉRO' },
    motif: { about: 'pourquoi l’exploitant accepte lui-même, pour accept', value: 'TEXTE' },
  },
  run: (call) => {
    const [act = 'list'] = call.words
    const run = ACTS[act]
    if (run === undefined)
      throw new OperatorFault(`« ${act} » n’est pas un acte : ${Object.keys(ACTS).join(', ')}.`)
    return withDatabase(call, (database) => run(database, call))
  },
}

async function list({ read }: Database): Promise<Result> {
  const pending = await pendingProposals(read)
  const changes = await changesOfAll(
    read,
    pending.map(({ id }) => id),
  )
  const rows = pending.map(({ id, state, summary, promisedOn }) => ({
    id,
    etat: PROPOSAL_STATES[state],
    fiches: (changes.get(id) ?? []).map(({ slug }) => slug),
    resume: summary,
    promise: promisedOn,
  }))
  return {
    ok: true,
    lines:
      rows.length === 0
        ? ['Aucune proposition n’attend.']
        : rows.map(({ id, etat, fiches, resume }) => `${id} · ${etat} · ${fiches.join(', ')} · ${resume}`),
    data: { propositions: rows },
  }
}

async function accept(database: Database, { options, log }: Call): Promise<Result> {
  const proposal = await pendingNamed(database, String(options.id ?? ''))
  const reason = cleanLine(String(options.motif ?? ''))
  if (reason === '')
    throw new OperatorFault('--motif dit pourquoi personne d’autre ne relit : il reste au journal.')
  const renderer = rendererFrom({ buildDir: resolve('build') }, log)
  try {
    const outlooks = await outlooksOf(
      database.read,
      await changesOf(database.read, proposal.id),
      (_, slug) => slug,
    )
    const ready = await Promise.all(outlooks.map((outlook) => readyText(renderer, outlook)))
    const made = await acceptAtTheMachine(
      database,
      { proposalId: proposal.id, ready, reason },
      OPERATOR,
      new Date(),
    )
    if (!made.ok)
      throw new OperatorFault('La proposition ou une fiche a changé pendant ce temps : recommencez.')
    const slugs = ready.map(({ slug }) => slug)
    return {
      ok: true,
      lines: [`Proposition ${proposal.id} publiée : ${slugs.join(', ')}.`],
      data: { publiees: slugs },
    }
  } finally {
    await renderer.close()
  }
}

async function pendingNamed({ read }: Database, given: string): Promise<Proposal> {
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new OperatorFault('--id demande le numéro d’une proposition.')
  const proposal = await findProposal(read, Number(given))
  if (proposal === undefined || !isPending(proposal.state))
    throw new OperatorFault(`Aucune proposition en attente n’a le numéro ${given}.`)
  return proposal
}

async function readyText(renderer: Renderer, { change, now, merge, source }: Outlook): Promise<ReadyChange> {
  if (merge !== undefined && merge.conflicts.length > 0)
    throw new OperatorFault(`${change.slug} : la fiche a changé sur le même champ, l’auteur doit choisir.`)
  const prepared = await prepare(renderer, change.kind, source)
  if (!prepared.ok)
    throw new OperatorFault(`${change.slug} : ${prepared.problems.map(({ message }) => message).join(' ')}`)
  return {
    position: change.position,
    slug: change.slug,
    over: now?.revision ?? 0,
    prepared: prepared.prepared,
    seats: [],
    editedBy: change.editedBy,
  }
}
