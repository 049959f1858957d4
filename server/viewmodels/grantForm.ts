/** The fields that say which role, and on which part of the guide: in an invitation, and for somebody known. */
import type { Perimeter } from '../domain/perimeter.ts'
import { type FieldView, fieldView, type Problems, type SelectView, selectView } from './form.ts'
import { ROLE_CHOICES } from './grants.ts'

/** A text field that suggests. */
export interface SuggestedView extends FieldView {
  suggestions: { value: string; otherName: string }[]
}

export interface GrantFields {
  /** Nothing for a moderator, who gives one role only. */
  roleField: SelectView | undefined
  perimeterField: SuggestedView
}

export interface GrantFieldsState {
  role: string
  perimeter: string
  /** Those that whoever asks may give. */
  perimeters: readonly Perimeter[]
  mayChooseRole: boolean
  problems: Problems
}

export function grantFields(state: GrantFieldsState): GrantFields {
  const { role, perimeters, mayChooseRole, problems } = state
  // Where there is but one, nobody has to write it.
  const only = perimeters.length === 1 ? perimeters[0]?.label : undefined
  const perimeter = state.perimeter === '' && only !== undefined ? only : state.perimeter
  return {
    roleField: mayChooseRole
      ? selectView('role', 'Rôle', problems, { value: role, choices: ROLE_CHOICES })
      : undefined,
    perimeterField: {
      ...fieldView('perimetre', 'Périmètre', problems, {
        value: perimeter,
        hint: mayChooseRole
          ? 'Une institution, un territoire, une commune, une thématique, ou « Tout le guide ». Rien pour un administrateur.'
          : 'Une partie de votre périmètre : choisissez dans la liste.',
      }),
      suggestions: perimeters.map(({ label, otherName = '' }) => ({ value: label, otherName })),
    },
  }
}

/** In the order of the page, for the summary of what is wrong. */
export function inFormOrder({ roleField, perimeterField }: GrantFields): FieldView[] {
  return [...(roleField === undefined ? [] : [roleField]), perimeterField]
}
