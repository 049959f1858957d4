import { withCapital } from '../text/typography.ts'
import type { FieldChange } from './comparison.ts'
import { isSameValue } from './document/identity.ts'
import { keyLabel } from './document/labels.ts'
import { DAYS, describeRule, describeTimes } from './openingHours/describe.ts'
import type { HoursRule } from './openingHours/rules.ts'
import { dayInWords, isOfPublicHolidays, readWeek } from './openingHours/weekly.ts'
import { fieldChange, sayList, sayReplaced } from './saying.ts'

/**
 * What changed in a timetable: the weekdays, the public holidays, then each other rule. Empty when one of the two is no
 * week, or when they say the same in another way.
 */
export function hoursChanges(key: string, before: string, after: string): FieldChange[] {
  const [old, present] = [readWeek(before), readWeek(after)]
  if (old === undefined || present === undefined) return []
  const label = (name: string) => (key === 'horaires' ? withCapital(name) : `${keyLabel(key)}, ${name}`)
  const lines: [string, string[], string[]][] = [
    ...DAYS.map((day, at): [string, string[], string[]] => [
      label(day),
      [dayInWords(old.days[at] ?? [])],
      [dayInWords(present.days[at] ?? [])],
    ]),
    [label('jours fériés'), holidays(old.exceptions), holidays(present.exceptions)],
  ]
  const changes = lines
    .filter(([, was, is]) => !isSameValue(was, is))
    .map(([name, was, is]) => fieldChange(key, name, [was, is], sayReplaced(was, is)))
  const [was, is] = [otherRules(old.exceptions), otherRules(present.exceptions)]
  if (!isSameValue(was, is)) changes.push(fieldChange(key, keyLabel(key), [was, is], sayList(was, is)))
  return changes
}

function holidays(rules: readonly HoursRule[]): string[] {
  return rules.filter(isOfPublicHolidays).map(describeTimes)
}

function otherRules(rules: readonly HoursRule[]): string[] {
  return rules.filter((rule) => !isOfPublicHolidays(rule)).map(describeRule)
}
