import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { OperatorFault } from '../domain/fault.ts'
import {
  type Calendar,
  calendarFrom,
  NO_CALENDAR,
  type SchoolHoliday,
} from '../domain/openingHours/calendar.ts'

export const CALENDAR_FILE = 'calendrier/vacances-scolaires.yaml'

/** School holidays, from a table that an operator edits; without it, hours that depend on them are « à vérifier ». */
export function readCalendar(contentDir: string): Calendar {
  const file = join(contentDir, CALENDAR_FILE)
  if (!existsSync(file)) return NO_CALENDAR
  try {
    const { periodes } = parse(readFileSync(file, 'utf8'), { schema: 'failsafe', maxAliasCount: 0 }) as {
      periodes: SchoolHoliday[]
    }
    return calendarFrom(periodes)
  } catch (error) {
    throw new OperatorFault(
      `Le calendrier scolaire ne peut pas être lu : ${file} (${(error as Error).message}).`,
    )
  }
}
