/** What is wrong in the form of a fiche, above it: each line leads to its field. */
import type { FicheKind } from '../domain/document/keys.ts'
import { GRID_DAYS } from '../domain/editing/hours.ts'
import type { FieldProblem } from '../domain/editing/typed.ts'
import { counted, withFrenchSpaces } from '../text/typography.ts'
import type { BodyEdit } from './editingBody.ts'
import type { FieldEdit } from './editingFields.ts'
import type { HoursEdit } from './editingHours.ts'
import { fieldWords } from './editingWords.ts'

export type AnyEdit = FieldEdit | HoursEdit | BodyEdit

export interface ProblemSummary {
  heading: string
  items: { url: string; text: string }[]
}

/** Each leads to its field, to the form where the field is not shown, or to the form of another fiche. */
export function problemsOf(
  kind: FicheKind,
  problems: readonly FieldProblem[],
  fields: readonly AnyEdit[],
): ProblemSummary | undefined {
  if (problems.length === 0) return undefined
  const shown = new Set([...fields.flatMap(namesIn), ...OWN_FIELDS])
  return {
    heading: counted(problems.length, 'point à corriger', 'points à corriger'),
    items: problems.map(({ field, message }) => ({
      url: field.startsWith('/') ? field : `#${shown.has(field) ? field : 'formulaire'}`,
      text: withFrenchSpaces(field.startsWith('/') ? message : afterLabel(labelIn(kind, field), message)),
    })),
  }
}

const OWN_FIELDS = ['resume_modification', 'message', 'pas_un_double', 'source']
const OWN_LABELS: Readonly<Record<string, string>> = {
  resume_modification: 'Résumé de la modification',
  message: 'Message au relecteur',
  corps: 'Texte',
}

function namesIn(field: AnyEdit): string[] {
  switch (field.kind) {
    case 'rows':
      return [field.name, ...field.rows.flatMap(({ fields }) => fields.flatMap(namesIn))]
    case 'group':
      return [field.name, ...field.fields.flatMap(namesIn)]
    case 'hours': {
      const days = [...field.days, field.holidays]
      const inputs = days.flatMap(({ open, spans }) => [
        ...(open === undefined ? [] : [open.name]),
        ...spans.flatMap(({ from, to }) => [from.name, to.name]),
      ])
      return [field.name, field.always.name, field.holidays.choice.name, field.osm.name, ...inputs]
    }
    case 'body':
      return field.blocks.flatMap(({ text, territory }) => [
        text.name,
        ...(territory === undefined ? [] : [territory.name]),
      ])
    default:
      return [field.name]
  }
}

const DAY_NAMES = new Map<string, string>([...GRID_DAYS, ['feries', 'Jours fériés']])

function afterLabel(label: string, message: string): string {
  return label === '' ? message : label + message.charAt(0).toLowerCase() + message.slice(1)
}

/** « Code postal : », « Mercredi : », « Fermetures exceptionnelles, 2 : ». */
function labelIn(kind: FicheKind, field: string): string {
  const [key = '', second = ''] = field.split('.')
  if (key === 'source' || key === 'pas_un_double' || key === '') return ''
  const day = DAY_NAMES.get(second)
  if (day !== undefined) return `${day} : `
  const label = OWN_LABELS[key] ?? fieldWords(kind, key).label
  return /^\d+$/.test(second) && key !== 'corps' ? `${label}, ${Number(second) + 1} : ` : `${label} : `
}
