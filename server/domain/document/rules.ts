import { checkHours } from '../openingHours/check.ts'
import { parseOpeningHours } from '../openingHours/parse.ts'
import type { Document } from './document.ts'
import { isFicheKind } from './kinds.ts'

interface RuleProblem {
  key: string
  message: string
}

/** Keys that make sense together only: a rule below reads no two keys that are not in one of these lists. */
export const KEYS_TOGETHER: readonly (readonly string[])[] = [
  ['adresse', 'complement_adresse', 'code_postal', 'commune', 'latitude', 'longitude'],
  ['etendue', 'communes', 'compose_de'],
]

interface Period {
  du: string
  au: string
}

/** Rules that hold between keys, or inside a value: what a type alone cannot say. */
export function checkRules({ kind, fields }: Document): RuleProblem[] {
  const problems: RuleProblem[] = []
  const report = (key: string, message: string) => problems.push({ key, message })

  if (fields.titre?.endsWith('.') && !/\b(?:etc|bd|av|st)\.$/i.test(fields.titre)) {
    report('titre', 'Le titre ne finit pas par un point.')
  }
  if ('publics' in fields && fields.publics?.includes('tous-publics') && fields.publics.length > 1) {
    report('publics', '« tous-publics » se suffit à lui-même : retirez les autres publics, ou celui-ci.')
  }
  if (
    kind === 'scheme' &&
    fields.age?.min !== undefined &&
    fields.age.max !== undefined &&
    fields.age.min > fields.age.max
  ) {
    report('age', 'L’âge minimal dépasse l’âge maximal.')
  }
  if (kind === 'site') {
    if ((fields.latitude === undefined) !== (fields.longitude === undefined)) {
      report('latitude', 'La latitude et la longitude vont ensemble.')
    }
    checkPeriods('fermetures', fields.fermetures, report)
    checkTimetable('horaires', fields.horaires, report)
  }
  if (kind === 'contact') {
    checkPeriods('absences', fields.absences, report)
    checkTimetable('joignable', fields.joignable, report)
  }
  if (kind === 'territory') checkExtent(fields, report)
  if (isFicheKind(kind)) checkOwnCity(fields, report)
  return problems
}

function checkPeriods(
  key: string,
  periods: Period[] | undefined,
  report: (key: string, message: string) => void,
): void {
  periods?.forEach(({ du, au }, index) => {
    if (du > au) report(`${key}[${index}].au`, 'Le dernier jour vient avant le premier.')
  })
}

/** What a timetable says by the letter and its writer surely did not mean, with the timetable to write instead. */
function checkTimetable(
  key: string,
  hours: string | undefined,
  report: (key: string, message: string) => void,
): void {
  const reading = hours === undefined ? undefined : parseOpeningHours(hours)
  if (!reading?.ok) return
  for (const { message, mend } of checkHours(reading.rules)) report(key, `${message} Écrivez : ${mend}`)
}

function checkExtent(
  fields: { etendue: string; communes?: string[]; compose_de?: string[] },
  report: (key: string, message: string) => void,
): void {
  const named = fields.communes !== undefined || fields.compose_de !== undefined
  if (fields.etendue === 'inconnue' && named) {
    report('etendue', 'Des communes sont données : l’étendue est « connue » ou « approximative ».')
  }
}

/** A postcode alone tells no place: several communes share it. */
function checkOwnCity(fields: object, report: (key: string, message: string) => void): void {
  const { code_postal, adresse, commune } = fields as {
    code_postal?: string
    adresse?: string
    commune?: string
  }
  if (commune === undefined && (code_postal !== undefined || adresse !== undefined)) {
    report('commune', 'Une adresse demande la commune, par son code INSEE.')
  }
}
