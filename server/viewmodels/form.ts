/** What every form is made of: fields, what is wrong with each, and the summary above them. */
import { withFrenchSpaces } from '../text/typography.ts'

/** One field of a form, with its name in the form as its id. */
export interface FieldView {
  name: string
  label: string
  type: 'text' | 'email' | 'password' | 'search'
  value: string
  hint: string | undefined
  /** What is wrong with it, in French; shown above the field and in the summary. */
  problem: string | undefined
  autocomplete: string
  inputmode: 'text' | 'email' | 'numeric'
  /** Ids of what a screen reader reads with the field. */
  describedBy: string
}

/** By the name of the field. */
export type Problems = Readonly<Record<string, string>>

export interface FormView {
  action: string
  key: string
  fields: FieldView[]
  submit: string
  /** « Il y a un problème »: each leads to its field. */
  problems: { name: string; text: string }[]
}

interface FieldOptions {
  type?: FieldView['type']
  value?: string
  hint?: string
  autocomplete?: string
  inputmode?: FieldView['inputmode']
}

export function fieldView(
  name: string,
  label: string,
  problems: Problems,
  options: FieldOptions = {},
): FieldView {
  const { type = 'text', value = '', hint, autocomplete = 'off', inputmode } = options
  const problem = spaced(problems[name])
  return {
    name,
    label,
    type,
    // A password is never sent back to the page.
    value: type === 'password' ? '' : value,
    hint: spaced(hint),
    problem,
    autocomplete,
    inputmode: inputmode ?? (type === 'email' ? 'email' : 'text'),
    describedBy: [
      ...(hint === undefined ? [] : [`${name}-aide`]),
      ...(problem === undefined ? [] : [`${name}-faute`]),
    ].join(' '),
  }
}

function spaced(text: string | undefined): string | undefined {
  return text === undefined ? undefined : withFrenchSpaces(text)
}

export interface Choice {
  value: string
  label: string
  selected: boolean
}

/** A field whose values are few. */
export interface SelectView extends FieldView {
  choices: Choice[]
}

/** `choices` are pairs of value and label. */
export function selectView(
  name: string,
  label: string,
  problems: Problems,
  options: { value: string; hint?: string; choices: readonly (readonly [string, string])[] },
): SelectView {
  const { choices, ...field } = options
  return { ...fieldView(name, label, problems, field), choices: choicesOf(choices, options.value) }
}

export function choicesOf(choices: readonly (readonly [string, string])[], selected: string): Choice[] {
  return choices.map(([value, label]) => ({ value, label, selected: value === selected }))
}

interface FormOptions {
  action: string
  key: string
  fields: FieldView[]
  submit: string
}

export function formView({ action, key, fields, submit }: FormOptions): FormView {
  const problems = fields.flatMap(({ name, problem }) =>
    problem === undefined ? [] : [{ name, text: problem }],
  )
  return { action, key, fields, submit, problems }
}

/** A form with a fault says so in the title, which a screen reader reads first. */
export function titleWith(title: string, problems: Problems): string {
  return Object.keys(problems).length === 0 ? title : `Erreur : ${title}`
}

/** What a route gives of a form that holds but hidden fields, or that a page completes. */
export interface PostForm {
  action: string
  key: string
  /** What the act is about, by name: a version, a fingerprint. */
  hidden: Readonly<Record<string, string>>
}

export interface PostView {
  action: string
  hidden: { name: string; value: string }[]
}

export function postView({ action, key, hidden }: PostForm): PostView {
  return {
    action,
    hidden: Object.entries({ cle: key, ...hidden }).map(([name, value]) => ({ name, value })),
  }
}
