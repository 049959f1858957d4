/** The page where a fiche is written or changed. */
import { parisDay } from '../domain/day.ts'
import type { Document } from '../domain/document/document.ts'
import type { Keys } from '../domain/document/fieldTypes.ts'
import { type FicheKind, KEYS_BY_KIND } from '../domain/document/keys.ts'
import { fieldsInWords } from '../domain/document/wording.ts'
import { completeness } from '../domain/editing/completeness.ts'
import type { EditingGuide, EditingTarget } from '../domain/editing/guide.ts'
import { readTyped } from '../domain/editing/read.ts'
import type { FieldProblem, Typed } from '../domain/editing/typed.ts'
import { dateInWords } from '../text/dates.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import type { BodyView } from './body.ts'
import type { ViewContext } from './context.ts'
import { bodyEdit } from './editingBody.ts'
import { type AreaEdit, areaEdit, type FormState, fieldEdit, namedEdit } from './editingFields.ts'
import { hoursEdit } from './editingHours.ts'
import { type AnyEdit, type ProblemSummary, problemsOf } from './editingProblems.ts'
import { fieldWords, SECTIONS, TODAY } from './editingWords.ts'
import { timeInWords } from './instant.ts'
import { type KindView, kindView } from './kind.ts'
import type { Link } from './links.ts'
import { type Page, pageOf } from './page.ts'

export interface EditInput {
  kind: FicheKind
  /** Of the fiche; of a new one, « Nouvelle fiche : lieu d’accueil ». */
  title: string
  /** As it is published; nothing for a new one. */
  fiche: { slug: string; url: string; revision: number; document: Document } | undefined
  guide: EditingGuide
  typed: Typed
  problems: readonly FieldProblem[]
  /** The keys of a quick edit. */
  only: readonly string[] | undefined
  /** Where the form is sent, and its key. */
  action: string
  key: string
  /** Other hidden fields, printed as they are. */
  hidden: Readonly<Record<string, string>>
  draft: { savedAt: string; restartUrl: string | undefined } | undefined
  /** « Cette fiche est dans le périmètre de la CAF : c’est elle qui relira. » */
  reaches: string | undefined
  notices: readonly string[]
  /** « Délai promis : 3 jours ouvrés. » */
  promise: string
  /** Fiches that may be the same, on creation. */
  duplicates: readonly { title: string; url: string; why: string }[]
  /** Everyday words to offer (domain/editing/suggestedWords.ts). */
  words: readonly string[]
  summary: string
  message: string
  /** The body as it will be read, and where the whole fiche can be looked at. */
  preview: { body: BodyView; url: string | undefined } | undefined
  isRaw: boolean
  /** « Soumettre à la relecture » where it says nothing. */
  submitLabel?: string | undefined
  /** The fiches of the proposal, this one included; nothing where it is alone. */
  siblings?: readonly { title: string; url: string; current: boolean }[]
  /** True where this fiche alone may be taken out of the proposal. */
  isRemovable?: boolean
  /** A reviewer corrects: nothing is kept as a draft, and no summary is asked. */
  isCorrection?: boolean
  /** Where the way back leads, where it is not the fiche. */
  backUrl?: string
}

export interface SectionEdit {
  id: string
  title: string
  intro: string | undefined
  fields: AnyEdit[]
  wrong: boolean
}

export interface EditPage extends Page {
  kind: KindView
  /** Empty for a new fiche. */
  slug: string
  back: Link
  heading: string
  /** What the fiche is called, under « Proposer une modification ». */
  subject: string
  lead: string
  notices: string[]
  problems: ProblemSummary | undefined
  duplicates: { title: string; url: string; why: string }[]
  contents: { id: string; title: string; wrong: boolean }[]
  completeness: { words: string; missing: { label: string; why: string; name: string }[] } | undefined
  action: string
  hidden: { name: string; value: string }[]
  sections: SectionEdit[]
  /** The source text, in place of the sections. */
  raw: AreaEdit | undefined
  /** The act that leads to the other way of writing, or from a quick edit to the whole form. */
  otherMode: { act: string; label: string }
  submitLabel: string
  siblings: { title: string; url: string; current: boolean }[]
  isRemovable: boolean
  /** A draft may be kept, and the whole fiche looked at. */
  isKept: boolean
  /** `slug` is what a link of the text names: only fiches have one here. */
  lists: { id: string; options: { value: string; slug: string; otherName: string | undefined }[] }[]
  summary: AreaEdit
  message: AreaEdit
  preview: EditInput['preview']
  draft: { words: string; restartUrl: string | undefined } | undefined
  today:
    | { url: string; version: string; rows: { label: string; values: string[]; unknown: boolean }[] }
    | undefined
}

export function editPage(input: EditInput, context: ViewContext): EditPage {
  const { kind, fiche, problems, isRaw, only, title } = input
  const base = fiche?.document
  const reading = readTyped(kind, input.typed, {
    base,
    guide: input.guide,
    ...(only !== undefined && { only }),
  })
  const state: FormState = {
    kind,
    isQuick: only !== undefined,
    typed: input.typed,
    guide: input.guide,
    problems: new Map(problems.toReversed().map(({ field, message }) => [field, message])),
    words: input.words,
    targets: new Set(),
  }
  const sections = isRaw ? [] : sectionsOf(input, state, reading.partial, context)
  const heading =
    input.isCorrection === true
      ? 'Accepter avec corrections'
      : fiche === undefined
        ? title
        : 'Proposer une modification'
  const whole = fiche === undefined ? title : `${heading} : ${title}`
  return {
    ...pageOf(
      {
        title: problems.length === 0 ? whole : `Erreur : ${whole}`,
        description: 'Le formulaire d’une fiche du guide : rien n’est publié avant relecture.',
        canonicalPath: fiche?.url ?? '/fiches',
        noindex: true,
      },
      context,
    ),
    kind: kindView(kind),
    slug: fiche?.slug ?? '',
    back:
      input.backUrl !== undefined
        ? { label: 'La proposition', url: input.backUrl }
        : fiche === undefined
          ? { label: 'Toutes les fiches', url: '/fiches' }
          : { label: title, url: fiche.url },
    heading: withFrenchSpaces(heading),
    subject: fiche === undefined ? '' : withFrenchSpaces(title),
    lead: withFrenchSpaces(
      input.isCorrection === true
        ? 'Corrigez ce qui doit l’être, puis acceptez.'
        : `Rien n’est publié avant relecture. ${input.promise} ${input.reaches ?? ''}`.trim(),
    ),
    notices: input.notices.map(withFrenchSpaces),
    problems: problemsOf(
      kind,
      problems,
      sections.flatMap(({ fields }) => fields),
    ),
    duplicates: input.duplicates.map(({ why, ...one }) => ({ ...one, why: withFrenchSpaces(why) })),
    contents:
      only === undefined && !isRaw
        ? [
            ...sections.map(({ id, title, wrong }) => ({ id, title, wrong })),
            {
              ...(input.isCorrection === true ? { ...SENDING, title: 'Mot à l’auteur' } : SENDING),
              wrong: isSendingWrong(state),
            },
          ]
        : [],
    completeness: only === undefined && !isRaw ? missingOf(reading.partial) : undefined,
    action: input.action,
    hidden: Object.entries({ cle: input.key, ...input.hidden, ...(isRaw && { mode: 'source' }) }).map(
      ([name, value]) => ({ name, value }),
    ),
    sections,
    raw: isRaw ? rawEdit(state) : undefined,
    submitLabel: input.submitLabel ?? 'Soumettre à la relecture',
    siblings: (input.siblings ?? []).map((each) => ({ ...each, title: withFrenchSpaces(each.title) })),
    isRemovable: input.isRemovable === true,
    isKept: input.isCorrection !== true,
    otherMode: only !== undefined ? TO_WHOLE : isRaw ? TO_FORM : TO_SOURCE,
    lists: [...state.targets].map((to) => listOf(to, input.guide)),
    summary:
      input.isCorrection === true
        ? areaEdit(namedEdit('resume_modification', CORRECTED, state), input.summary, 2, false)
        : areaEdit(namedEdit('resume_modification', SUMMARY, state), input.summary, 2, true),
    message: areaEdit(namedEdit('message', MESSAGE, state), input.message, 2, false),
    preview: input.preview,
    draft: input.draft && {
      words: savedWords(input.draft.savedAt, context),
      restartUrl: input.draft.restartUrl,
    },
    today: todayOf(input),
  }
}

const SENDING = { id: 'envoi', title: 'Résumé de la modification' }
const TO_WHOLE = { act: 'entiere', label: 'Modifier toute la fiche' }
const TO_FORM = { act: 'mode:formulaire', label: 'Revenir au formulaire' }
const TO_SOURCE = { act: 'mode:source', label: 'Écrire le texte source' }
const SUMMARY = {
  label: 'Qu’avez-vous changé, et d’où le savez-vous ?',
  hint: 'Une phrase suffit. Elle reste dans l’historique, que tout le monde peut lire.',
}
const CORRECTED = { label: 'Pourquoi ces corrections', hint: 'L’auteur le lira.' }
const MESSAGE = { label: 'Message au relecteur', hint: 'Il ne sera pas publié.' }

function isSendingWrong({ problems }: FormState): boolean {
  return ['resume_modification', 'message'].some((field) => problems.has(field))
}

function sectionsOf(
  { kind, only }: EditInput,
  state: FormState,
  partial: Document | undefined,
  context: ViewContext,
): SectionEdit[] {
  const keys: Keys = KEYS_BY_KIND[kind]
  const build = (key: string): AnyEdit[] => {
    const declared = keys[key]
    if (key === 'corps') return [bodyEdit(state)]
    if (declared === undefined) return []
    return declared.type.type === 'hours'
      ? [hoursEdit(key, state, partial, context)]
      : [fieldEdit(declared.type, key, key, declared.required === true, state)]
  }
  const wrong = new Set([...state.problems.keys()].map((field) => field.split('.', 1)[0] ?? ''))
  return SECTIONS[kind]
    .map(({ id, title, keys, intro }) => ({
      id: `partie-${id}`,
      title,
      intro: only === undefined ? intro : undefined,
      keys: keys.filter((key) => only === undefined || only.includes(key)),
    }))
    .filter(({ keys }) => keys.length > 0)
    .map(({ keys, ...section }) => ({
      ...section,
      fields: keys.flatMap(build),
      wrong: keys.some((key) => wrong.has(key)),
    }))
}

function missingOf(partial: Document | undefined): EditPage['completeness'] {
  if (partial === undefined) return undefined
  const { done, total, missing } = completeness(partial)
  return {
    words: missing.length === 0 ? 'Rien ne manque.' : `${done} sur ${total} renseignés. Il manque :`,
    missing: missing.map(({ key, label, why }) => ({ label, why, name: key })),
  }
}

function rawEdit(state: FormState): AreaEdit {
  const hint = 'L’en-tête entre deux lignes « --- », puis le texte. Le format est décrit dans l’aide.'
  const named = namedEdit('source', { label: 'Texte source de la fiche', hint }, state)
  return areaEdit(named, state.typed.source ?? '', 28, true)
}

/** Lists longer than this are for a script to search: no page should carry them. */
const LONGEST_LIST = 1_500

function listOf(to: EditingTarget, guide: EditingGuide): EditPage['lists'][number] {
  const choices = guide.choices(to)
  return {
    id: `liste-${to}`,
    options: choices
      .slice(0, LONGEST_LIST)
      .map(({ label, slug, otherName }) => ({ value: label, slug: to === 'fiche' ? slug : '', otherName })),
  }
}

/** « Brouillon gardé à 10 h 21 », with its day when it is another. */
function savedWords(savedAt: string, { today }: ViewContext): string {
  const instant = new Date(savedAt)
  const day = parisDay(instant)
  const time = timeInWords(instant)
  return day === today ? `Brouillon gardé à ${time}` : `Brouillon gardé le ${dateInWords(day)} à ${time}`
}

/** Where nothing said is no gap. */
const NONE: Readonly<Record<string, string>> = {
  fermetures: 'Aucune n’est annoncée',
  absences: 'Aucune n’est annoncée',
}

function todayOf({ fiche, kind, only, guide }: EditInput): EditPage['today'] {
  if (fiche === undefined) return undefined
  const said = new Map(
    fieldsInWords(fiche.document, (to, slug) => guide.labelOf(to, slug)).map((field) => [field.key, field]),
  )
  const needed = new Map(completeness(fiche.document).missing.map((each) => [each.key, each.label]))
  const rows = (only ?? TODAY[kind]).flatMap((key) => {
    const field = said.get(key)
    if (field !== undefined) return [{ label: field.label, values: field.values, unknown: false }]
    const label = needed.get(key)
    if (label !== undefined) return [{ label, values: [], unknown: true }]
    const none = NONE[key]
    return none === undefined || only === undefined
      ? []
      : [{ label: fieldWords(kind, key).label, values: [none], unknown: false }]
  })
  return { url: fiche.url, version: `Version ${fiche.revision}`, rows }
}
