import { type PhoneView, phoneView } from './phone.ts'

export interface EmergencyNumber {
  phone: PhoneView
  label: string
}

const NUMBERS: readonly (readonly [string, string])[] = [
  ['15', 'Samu'],
  ['17', 'Police'],
  ['18', 'Pompiers'],
  ['112', 'Europe'],
  ['114', 'Sourds, par SMS'],
  ['115', 'Sans-abri'],
  ['119', 'Enfance en danger'],
  ['39 19', 'Violences femmes'],
]

export const EMERGENCY_NUMBERS: readonly EmergencyNumber[] = NUMBERS.map(([number, label]) => ({
  phone: phoneView(number),
  label,
}))
