/** The form in which a fiche is written: what it is of, what stands in it, and how it is read. */
import { documentIn, type Version } from '../actions/outlook.ts'
import { isSlugTaken } from '../actions/propose.ts'
import type { Document } from '../domain/document/document.ts'
import type { FicheKind } from '../domain/document/keys.ts'
import { KINDS } from '../domain/document/kinds.ts'
import { type EditingGuide, editingGuide } from '../domain/editing/guide.ts'
import { type QuickEdit, quickEdit } from '../domain/editing/quick.ts'
import { inOtherMode, readTyped } from '../domain/editing/read.ts'
import { suggestedWords } from '../domain/editing/suggestedWords.ts'
import { type FieldProblem, keepTyped, type Typed, typedOf } from '../domain/editing/typed.ts'
import { may } from '../domain/permission.ts'
import { standingOf } from '../domain/standing.ts'
import { listPages } from '../store/pages.ts'
import type { Proposal, ProposalChange } from '../store/proposals.ts'
import { isReservedSlug, slugify } from '../text/slug.ts'
import { counted } from '../text/typography.ts'
import { bodyView } from '../viewmodels/body.ts'
import { type EditInput, editPage } from '../viewmodels/editing.ts'
import { loadNames, namesInSegments } from './loading.ts'
import { changeUrl, PROPOSALS } from './proposalAddress.ts'
import { titlesFor } from './proposing.ts'
import { duplicatesIn, duplicateWords } from './reviewedChange.ts'
import { formKey, type Visit } from './route.ts'
import { visitorOf } from './visitor.ts'

/** One form: what it is of, and what it was written from. */
export interface Editing {
  kind: FicheKind
  /** Empty for a new fiche. */
  slug: string
  documentId: number | null
  /** As published now. */
  now: Version | undefined
  /** What the text is written from. */
  base: Version | undefined
  proposal: Proposal | undefined
  /** The changes of the proposal, this one included where it has one. */
  changes: readonly ProposalChange[]
  change: ProposalChange | undefined
  quick: QuickEdit | undefined
  guide: EditingGuide
  /** Where the form is sent, and the pattern of that route. */
  action: string
  pattern: string
  token: string
}

/** What the form holds besides the fiche itself; kept with the draft. */
export const BESIDES = ['resume_modification', 'message', 'pas_un_double', 'champ', 'pour', 'parent'] as const

export function typedIn(editing: Pick<Editing, 'kind' | 'quick'>, fields: Typed): Record<string, string> {
  const besides = BESIDES.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]]))
  return { ...keepTyped(editing.kind, fields, editing.quick?.keys), ...Object.fromEntries(besides) }
}

export interface Shown {
  typed: Typed
  problems?: readonly FieldProblem[]
  notices?: readonly string[]
  status?: number
  /** How often the draft was saved. */
  seen?: number
  savedAt?: string | undefined
  duplicates?: EditInput['duplicates']
  withPreview?: boolean
}

export async function showForm(visit: Visit, editing: Editing, shown: Shown): Promise<void> {
  const { view } = visit
  const { kind, now, proposal, change, quick, guide, action, pattern, token } = editing
  const { typed, problems = [], notices = [], seen = change?.typedSeq ?? 0 } = shown
  const fiche =
    now === undefined
      ? undefined
      : { slug: editing.slug, url: `/fiches/${editing.slug}`, revision: now.revision, document: now.document }
  const model = editPage(
    {
      kind,
      title: now === undefined ? newTitle(kind) : now.document.fields.titre,
      fiche,
      guide,
      typed,
      problems,
      only: quick?.keys,
      action,
      key: formKey(visit, pattern),
      hidden: {
        jeton: token,
        proposition: proposal === undefined ? '' : String(proposal.id),
        position: change === undefined ? '' : String(change.position),
        base: String(editing.base?.revision ?? 0),
        vu: String(seen),
        ...Object.fromEntries(
          (['champ', 'pour', 'parent'] as const).flatMap((name) =>
            typed[name] === undefined ? [] : [[name, typed[name]]],
          ),
        ),
      },
      draft:
        shown.savedAt === undefined ? undefined : { savedAt: shown.savedAt, restartUrl: restartUrl(editing) },
      reaches: reachesOf(visit, editing),
      notices,
      promise: `Délai promis : ${counted(visit.context.config.reviewDays, 'jour ouvré', 'jours ouvrés')}.`,
      duplicates: shown.duplicates ?? [],
      words: await wordsFor(visit, editing, typed),
      summary: typed.resume_modification ?? quick?.summary ?? '',
      message: typed.message ?? '',
      preview: shown.withPreview ? await previewOf(visit, editing, typed) : undefined,
      isRaw: typed.mode === 'source',
      submitLabel: typed.parent === undefined ? undefined : 'Ajouter à ma proposition',
      siblings: siblingsOf(visit, editing),
      isRemovable: isRemovable(editing),
    },
    view,
  )
  visit.render('editing/show', model, shown.status ?? 200)
}

/** The fiches of a proposal lead to one another. */
function siblingsOf(
  visit: Visit,
  { proposal, change, changes }: Editing,
): NonNullable<EditInput['siblings']> {
  if (proposal === undefined || changes.length < 2) return []
  return changes.map((each) => ({
    title: titleOfChange(visit, each),
    url: changeUrl(proposal.id, each.position),
    current: each.position === change?.position,
  }))
}

export function titleOfChange({ directory }: Visit, { kind, slug, typed, source }: ProposalChange): string {
  const published = directory.find(slug)?.title
  const title = typed?.titre ?? (source === null ? published : documentIn(source).fields.titre) ?? ''
  return title.trim() === '' ? newTitle(kind) : title
}

/** A new fiche that nobody reads yet, beside another. */
export function isRemovable({ proposal, change, changes }: Editing): boolean {
  const isUnread = proposal?.state === 'draft' || change?.source === null
  return isUnread && change?.base === 0 && changes.length > 1
}

function newTitle(kind: FicheKind): string {
  return `Nouvelle fiche : ${KINDS[kind].label.toLowerCase()}`
}

/** A new fiche has no published text to begin from again. */
function restartUrl({ proposal, change, now }: Editing): string | undefined {
  return proposal === undefined || change === undefined || now === undefined
    ? undefined
    : `${changeUrl(proposal.id, change.position)}?recommencer=1`
}

/** Whose scope it is, where it is not the own one. */
function reachesOf(visit: Visit, { slug, now }: Editing): string | undefined {
  if (now === undefined) return undefined
  const standing = standingOf({ slug, document: now.document }, visit.directory)
  const [institution] = standing.institutions
  if (institution === undefined || may(visitorOf(visit).grants, 'agir-aussitot', standing)) return undefined
  const title = titlesFor(visit)('institution', institution)
  return `Cette fiche est dans le périmètre de « ${title} » : votre proposition y sera relue.`
}

async function wordsFor(visit: Visit, { slug }: Editing, typed: Typed): Promise<string[]> {
  const thesauri = await listPages(visit.context.database.read, 'thesaurus')
  return suggestedWords(
    typed.titre ?? '',
    slug === '' ? undefined : slug,
    thesauri.map(({ fields }) => fields),
  )
}

async function previewOf(visit: Visit, editing: Editing, typed: Typed): Promise<EditInput['preview']> {
  const { partial } = readForm(editing, typed)
  const outcome = await visit.context.renderer.render(partial?.body ?? '')
  if (!outcome.ok) return undefined
  const named = await loadNames(visit, namesInSegments(outcome.segments))
  const { proposal, change } = editing
  const url =
    proposal === undefined || change === undefined
      ? undefined
      : `${PROPOSALS}/${proposal.id}/apercu/${change.position}`
  return { body: bodyView(outcome.segments, named, visit.view), url }
}

export function readForm({ kind, base, guide, quick }: Editing, typed: Typed) {
  return readTyped(kind, typed, {
    base: base?.document,
    guide,
    ...(quick === undefined ? {} : { only: quick.keys }),
  })
}

/** The guide as the form knows it, with the new fiches of the same proposal. */
export function guideFor({ directory }: Visit, changes: readonly ProposalChange[]): EditingGuide {
  const own = changes
    .filter(({ base, slug }) => base === 0 && slug !== '')
    .map(({ kind, slug, position, typed, source }) => ({
      id: -position,
      kind,
      slug,
      title: typed?.titre ?? (source === null ? slug : documentIn(source).fields.titre),
    }))
  return editingGuide({
    all: function* () {
      yield* directory.all()
      yield* own
    },
    find: directory.find,
    themes: directory.themes,
    geography: directory.geography,
    acronymOf: (id) => directory.cardOf(id)?.acronym,
  })
}

export const SAME: FieldProblem = {
  field: 'pas_un_double',
  message: 'Cette fiche existe peut-être déjà : regardez celles-ci, ou dites que ce n’est pas la même.',
}
export const NO_NAME: FieldProblem = {
  field: 'titre',
  message: 'Ce titre est réservé au guide, ou ne contient ni lettre ni chiffre : précisez-le.',
}

export function unconfirmedDuplicates(
  visit: Visit,
  document: Document,
  typed: Typed,
): EditInput['duplicates'] {
  if ((typed.pas_un_double ?? '') !== '') return []
  return duplicatesIn(visit, document).map(({ slug, title, reasons }) => ({
    title,
    url: `/fiches/${slug}`,
    why: duplicateWords(reasons),
  }))
}

/** The slug of its title, with a number where another fiche has, had or would have it; nothing for no usable title. */
export function freeSlug(visit: Visit, document: Document, editing: Editing): Promise<string | undefined> {
  return freeSlugOf(visit, document.fields.titre, editing)
}

export async function freeSlugOf(visit: Visit, title: string, editing: Editing): Promise<string | undefined> {
  const wanted = slugify(title).slice(0, 76).replace(/-+$/, '')
  if (wanted === '' || isReservedSlug(wanted)) return undefined
  const own = new Set(
    editing.changes.filter(({ position }) => position !== editing.change?.position).map(({ slug }) => slug),
  )
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`
    const isTaken =
      own.has(slug) || (await isSlugTaken(visit.context.database.read, slug, editing.proposal?.id ?? 0))
    if (!isTaken) return slug
  }
}

/** From the form to its source text and back; what cannot be read stays where it can be mended. */
export function otherMode(
  { kind, base, guide }: Pick<Editing, 'kind' | 'base' | 'guide'>,
  typed: Typed,
): Pick<Shown, 'problems' | 'status'> & { typed?: Typed } {
  const other = inOtherMode(kind, typed, { base: base?.document, guide })
  if ('reading' in other) return { problems: other.reading.problems, status: 422 }
  const besides = BESIDES.flatMap((name) => (typed[name] === undefined ? [] : [[name, typed[name]]]))
  return { typed: { ...other.typed, ...Object.fromEntries(besides) } }
}

export const ELSEWHERE =
  'Ce brouillon a été enregistré ailleurs entre-temps. Voici votre texte : soumettez-le ou enregistrez-le pour qu’il remplace l’autre.'

/** Everything that the form of a fiche holds, where only the fields of a quick edit were typed. */
export function wholeOf({ kind, base, guide }: Editing, typed: Typed): Typed {
  const { champ, ...rest } = typed
  if (champ === undefined || base === undefined) return typed
  const keys = quickEdit(kind, champ)?.keys ?? []
  const others = Object.entries(typedOf(base.document, guide)).filter(
    ([name]) => !keys.includes(name.split('.', 1)[0] ?? ''),
  )
  return { ...typedIn({ kind, quick: undefined }, Object.fromEntries(others)), ...rest }
}
