import { KINDS } from '../domain/document/kinds.ts'
import { parseGrant } from '../domain/permission.ts'
import type { JournalLine } from '../store/journal.ts'
import { counted, withCapital } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type Choice, choicesOf } from './form.ts'
import { grantInWords } from './grants.ts'
import { instantInWords } from './instant.ts'
import { type Link, urlOf } from './links.ts'
import { type Page, pageOf } from './page.ts'
import { personUrl } from './people.ts'

export const LINES_PER_PAGE = 50

export interface JournalRow {
  when: string
  actor: Link
  action: string
  /** The account, the document, or nothing. */
  object: Link | undefined
  details: string[]
}

export interface JournalPage extends Page {
  heading: string
  lead: string
  filters: { person: string; object: string; actions: Choice[]; isFiltered: boolean }
  rows: JournalRow[]
  empty: string | undefined
  /** Older lines; and the newest again. */
  older: string | undefined
  newest: string | undefined
}

export interface JournalState {
  lines: readonly JournalLine[]
  hasOlder: boolean
  isFirstPage: boolean
  /** How the accounts that the lines name are called now. */
  names: ReadonlyMap<number, string>
  actions: readonly string[]
  filter: { person: string; object: string; action: string }
}

export function journalPage(state: JournalState, context: ViewContext): JournalPage {
  const { lines, hasOlder, isFirstPage, names, actions, filter } = state
  const heading = 'Journal'
  const isFiltered = Object.values(filter).some((value) => value !== '')
  const last = lines.at(-1)
  return {
    ...pageOf(
      { title: heading, description: heading, canonicalPath: '/administration/journal', noindex: true },
      context,
    ),
    heading,
    lead: 'Qui a fait quoi, et quand. Rien ne s’y corrige, et rien ne s’y efface avant l’échéance.',
    filters: {
      person: filter.person,
      object: filter.object,
      actions: choicesOf(
        [['', 'Tous les actes'], ...actions.map((action) => [action, actionInWords(action)] as const)],
        filter.action,
      ),
      isFiltered,
    },
    rows: lines.map((line) => journalRow(line, names, context)),
    empty:
      lines.length > 0
        ? undefined
        : isFiltered
          ? 'Aucune ligne du journal ne répond à ces critères.'
          : 'Le journal est vide.',
    older: hasOlder && last !== undefined ? journalUrl(filter, last.id) : undefined,
    newest: isFirstPage ? undefined : journalUrl(filter),
  }
}

function journalUrl({ person, object, action }: JournalState['filter'], before?: number): string {
  const query = {
    personne: person,
    fiche: object,
    acte: action,
    avant: before === undefined ? '' : String(before),
  }
  const given = Object.entries(query).filter(([, value]) => value !== '')
  return given.length === 0
    ? '/administration/journal'
    : `/administration/journal?${new URLSearchParams(given)}`
}

export function journalRow(
  { at, actor, action, personId, document, details }: JournalLine,
  names: ReadonlyMap<number, string>,
  context: ViewContext,
): JournalRow {
  return {
    when: instantInWords(at),
    actor: actorLink(actor, names),
    action: actionInWords(action),
    object: document === undefined ? personLink(personId, names) : documentLink(document, context),
    details: detailsInWords(details, context),
  }
}

/** The number in « compte 12 »; nothing for who acts without an account. */
export function accountNumber(actor: string): number | undefined {
  const [, number] = /^compte (\d{1,15})$/.exec(actor) ?? []
  return number === undefined ? undefined : Number(number)
}

function actorLink(actor: string, names: ReadonlyMap<number, string>): Link {
  const id = accountNumber(actor)
  return (
    (id === undefined ? undefined : personLink(id, names)) ?? { label: withCapital(actor), url: undefined }
  )
}

function personLink(id: number | null, names: ReadonlyMap<number, string>): Link | undefined {
  return id === null ? undefined : { label: names.get(id) ?? `Compte ${id}`, url: personUrl(id) }
}

function documentLink(
  { kind, slug }: NonNullable<JournalLine['document']>,
  { directory }: ViewContext,
): Link {
  const title = {
    theme: directory.themes.get(slug)?.title,
    thesaurus: `Thésaurus ${slug}`,
    territory: directory.geography.territories.get(slug)?.title,
    help: undefined,
    fiche: directory.find(slug)?.title,
  }[KINDS[kind].namespace]
  return { label: title ?? slug, url: urlOf({ kind, slug }) }
}

const ACTION_WORDS: Readonly<Record<string, string>> = { rebuild: 'projections refaites' }

function actionInWords(action: string): string {
  return withCapital(ACTION_WORDS[action] ?? action)
}

type Details = JournalLine['details']

/** What is shown of a line's details, by name. What is not named here is not shown: a secret could not slip in. */
const DETAILS: Readonly<Record<string, (value: string | number, context: ViewContext) => string>> = {
  revision: (value) => `version ${value}`,
  habilitation: (value, context) => {
    const grant = parseGrant(String(value))
    return typeof grant === 'string' ? String(value) : grantInWords(grant, context)
  },
  documents: (value) => counted(Number(value), 'document', 'documents'),
  mended: (value) => counted(Number(value), 'réparé', 'réparés'),
  failed: (value) => counted(Number(value), 'échec', 'échecs'),
  message: (value) => `courriel ${value}`,
  proposition: (value) => `proposition ${value}`,
  version: (value) => `texte ${value}`,
  motif: (value) => `motif : ${value}`,
}

function detailsInWords(details: Details, context: ViewContext): string[] {
  return Object.entries(details).flatMap(([name, value]) => DETAILS[name]?.(value, context) ?? [])
}
