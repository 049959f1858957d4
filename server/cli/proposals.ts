import { resolve } from 'node:path'
import { type Outlook, outlooksOf, seatsOfOutlook } from '../actions/outlook.ts'
import { OPERATOR } from '../actions/people.ts'
import { prepare } from '../actions/publish.ts'
import { acceptAtTheMachine, type ReadyChange } from '../actions/review.ts'
import { tellVerdict } from '../actions/telling.ts'
import type { Config } from '../config.ts'
import { readCommunes } from '../content/communes.ts'
import { rendererFrom } from '../context.ts'
import type { TitleOf } from '../domain/document/wording.ts'
import { OperatorFault } from '../domain/fault.ts'
import { isPending, PROPOSAL_STATES, reviewLevel } from '../domain/proposal.ts'
import { linkOrigin } from '../http/urls.ts'
import type { Renderer } from '../markdown/rendered.ts'
import { createDirectory } from '../search/directory.ts'
import type { Database } from '../store/database.ts'
import { moderators } from '../store/people.ts'
import {
  changesOf,
  changesOfAll,
  findProposal,
  type Proposal,
  type ProposalChange,
  pendingProposals,
} from '../store/proposals.ts'
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

async function list({ read }: Database, { config }: Call): Promise<Result> {
  const reviewers = await reviewersIn(read, config)
  const pending = await pendingProposals(read)
  const changes = await changesOfAll(
    read,
    pending.map(({ id }) => id),
  )
  const outlooks = await Promise.all(
    pending.map(({ id }) => outlooksOf(read, sentOf(changes.get(id) ?? []), bySlug)),
  )
  const rows = pending.map(({ id, authorId, state, summary, promisedOn }, index) => ({
    id,
    sans_relecteur: !reviewers.haveOneFor(outlooks[index] ?? [], authorId),
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
        : rows.map(({ id, etat, fiches, resume, sans_relecteur: alone }) =>
            [id, etat, fiches.join(', '), resume, ...(alone ? ['PERSONNE NE PEUT RELIRE'] : [])].join(' · '),
          ),
    data: { propositions: rows },
  }
}

async function accept(database: Database, { config, options, log }: Call): Promise<Result> {
  const proposal = await pendingNamed(database, String(options.id ?? ''))
  const reason = cleanLine(String(options.motif ?? ''))
  if (reason === '')
    throw new OperatorFault('--motif dit pourquoi personne d’autre ne relit : il reste au journal.')
  const now = new Date()
  const renderer = rendererFrom({ buildDir: resolve('build') }, log)
  try {
    const changes = sentOf(await changesOf(database.read, proposal.id))
    const outlooks = await outlooksOf(database.read, changes, bySlug)
    if ((await reviewersIn(database.read, config)).haveOneFor(outlooks, proposal.authorId))
      throw new OperatorFault(
        'Un modérateur peut relire cette proposition : elle l’attend dans « Relecture ».',
      )
    const ready = await Promise.all(outlooks.map((outlook) => readyText(renderer, outlook)))
    const made = await acceptAtTheMachine(
      database,
      { proposalId: proposal.id, version: proposal.version, ready, reason },
      OPERATOR,
      now,
      tellVerdict(
        { sender: { guide: config.brand.name, origin: linkOrigin(config) }, now },
        { proposal, outlooks },
        'accepted',
      ),
    )
    if (!made.ok)
      throw new OperatorFault('La proposition ou une fiche a changé pendant ce temps : recommencez.')
    const published = ready.map(({ slug }) => slug)
    return {
      ok: true,
      lines: [`Proposition ${proposal.id} publiée : ${published.join(', ')}.`],
      data: { publiees: published },
    }
  } finally {
    await renderer.close()
  }
}

const bySlug: TitleOf = (_, slug) => slug

function sentOf(changes: readonly ProposalChange[]): ProposalChange[] {
  return changes.filter(({ source }) => source !== null)
}

/** Whether somebody else than its author could review every side of a proposal. */
async function reviewersIn(read: Database['read'], { contentDir }: Config) {
  const directory = createDirectory(read, readCommunes(contentDir), 'professional')
  await directory.catchUp()
  const reviewers = await moderators(read)
  return {
    haveOneFor: (outlooks: readonly Outlook[], authorId: number) =>
      outlooks.every((outlook) =>
        seatsOfOutlook(outlook, directory).every(
          ({ standing }) => reviewLevel(standing, reviewers, authorId) !== 'nobody',
        ),
      ),
  }
}

async function pendingNamed({ read }: Database, given: string): Promise<Proposal> {
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new OperatorFault('--id demande le numéro d’une proposition.')
  const proposal = await findProposal(read, Number(given))
  if (proposal === undefined || !isPending(proposal.state))
    throw new OperatorFault(`Aucune proposition en attente n’a le numéro ${given}.`)
  return proposal
}

async function readyText(
  renderer: Renderer,
  { change, read, now, merge, source }: Outlook,
): Promise<ReadyChange> {
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
    read,
    seats: [],
    editedBy: change.editedBy,
  }
}
