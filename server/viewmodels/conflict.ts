import type { FieldChange } from '../domain/comparison.ts'
import type { Conflict } from '../domain/merge.ts'
import { withFrenchSpaces } from '../text/typography.ts'
import type { ViewContext } from './context.ts'
import { type PostForm, type PostView, type Problems, postView, titleWith } from './form.ts'
import { instantInWords } from './instant.ts'
import type { Link } from './links.ts'
import { type Page, pageOf } from './page.ts'
import {
  type FicheView,
  ficheView,
  nameOf,
  type ProposedFiche,
  proposalUrl,
  type Somebody,
} from './proposalState.ts'

export interface ConflictInput {
  proposalId: number
  fiche: ProposedFiche
  conflicts: readonly Conflict[]
  /** What was published since, and who signs it. */
  published: { revision: number; at: string; by: string }
  /** « Votre texte », or another author's for a moderator. */
  author: Somebody
  /** What goes together without anybody's choice. */
  merged: readonly FieldChange[]
  /** The two bodies were put together. */
  bodyMerged: boolean
  /** Posts `choix.<id>` = `publie`, `propose`, or for the body `deux`. */
  form: PostForm
  /** What was chosen in a form that was refused, by the id of the conflict. */
  chosen: Readonly<Record<string, string>>
  /** By `choix.<id>`. */
  problems: Problems
}

export interface ChoiceView {
  id: string
  value: string
  label: string
  checked: boolean
  lines: string[]
}

export interface ConflictView {
  name: string
  label: string
  problem: string | undefined
  before: string[]
  choices: ChoiceView[]
}

export interface ConflictPage extends Page {
  trail: Link[]
  heading: string
  fiche: FicheView
  lead: string
  problems: { name: string; text: string }[]
  conflicts: ConflictView[]
  merged: string[]
  form: PostView
}

/** The key that a conflict bears when it is of the text itself. */
const BODY = 'corps'

export function conflictPage(input: ConflictInput, context: ViewContext): ConflictPage {
  const { proposalId, fiche, conflicts, author, merged, bodyMerged, form, problems } = input
  const heading = 'Deux modifications du même champ'
  const title = titleWith(`${heading} : ${fiche.title}`, problems)
  const url = proposalUrl(proposalId)
  const views = conflicts.map((conflict) => conflictView(conflict, input))
  const lead = author.isYou
    ? 'Quelqu’un a publié une modification du même champ pendant que vous écriviez. Rien n’est perdu.'
    : 'Une modification du même champ a été publiée depuis que l’auteur a écrit la sienne. Rien n’est perdu.'
  return {
    ...pageOf({ title, description: title, canonicalPath: `${url}/conflit`, noindex: true }, context),
    trail: [{ label: author.isYou ? 'Ma proposition' : 'La proposition', url }],
    heading: withFrenchSpaces(heading),
    fiche: ficheView(fiche),
    lead: `${lead} Choisissez ce qui restera.`,
    problems: views.flatMap(({ choices, problem }) =>
      problem === undefined ? [] : [{ name: choices[0]?.id ?? '', text: problem }],
    ),
    conflicts: views,
    merged: [
      ...merged.map(({ says }) => withFrenchSpaces(says)),
      ...(bodyMerged ? ['Texte : les deux modifications vont ensemble'].map(withFrenchSpaces) : []),
    ],
    form: postView(form),
  }
}

function conflictView(
  { id, key, label, base, theirs, mine }: ConflictInput['conflicts'][number],
  { published, author, chosen, problems }: ConflictInput,
): ConflictView {
  const name = `choix.${id}`
  const choice = (value: string, words: string, lines: readonly string[]): ChoiceView => ({
    id: `${name}.${value}`,
    value,
    label: withFrenchSpaces(words),
    checked: chosen[id] === value,
    lines: lines.map(withFrenchSpaces),
  })
  const problem = problems[name]
  return {
    name,
    label,
    problem: problem === undefined ? undefined : withFrenchSpaces(problem),
    before: base.map(withFrenchSpaces),
    choices: [
      choice('publie', `Publié depuis par ${published.by}, ${instantInWords(published.at)}`, theirs),
      choice('propose', author.isYou ? 'Votre texte' : `Proposé par ${nameOf(author)}`, mine),
      ...(key === BODY ? [choice('deux', 'Garder les deux, l’un après l’autre', [])] : []),
    ],
  }
}
