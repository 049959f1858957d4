import { expect, test } from 'vitest'
import { checkHours } from '../../../server/domain/openingHours/check.ts'
import { parseOpeningHours } from '../../../server/domain/openingHours/parse.ts'

function problemsOf(text: string) {
  const reading = parseOpeningHours(text)
  if (!reading.ok) throw new Error(reading.message)
  return checkHours(reading.rules)
}

test.each([
  ['PH off; Mo-Fr 08:00-12:00', 'Mo-Fr 08:00-12:00; PH off'],
  ['PH off, Mo-Fr 08:00-12:00', 'Mo-Fr 08:00-12:00; PH off'],
  ['PH off; Mo 08:00-12:00; Tu 09:00-12:00', 'Mo 08:00-12:00; Tu 09:00-12:00; PH off'],
  ['PH off; Jul-Aug Mo-Fr 08:00-12:00', 'Jul-Aug Mo-Fr 08:00-12:00; PH off'],
  ['SH,PH off; Mo-Fr 08:00-12:00', 'Mo-Fr 08:00-12:00; PH,SH off'],
  ['Aug off; Mo-Fr 08:00-12:00; PH off', 'Mo-Fr 08:00-12:00; PH off; Aug off'],
  ['PH off; Mo-Fr 08:00-12:00 || "sur rendez-vous"', 'Mo-Fr 08:00-12:00; PH off || "sur rendez-vous"'],
  ['Fr 20:00-04:00; Sa 10:00-12:00', 'Fr 20:00-04:00, Sa 10:00-12:00'],
  ['Mo-Fr 20:00-08:00; Sa,Su 18:00-10:00', 'Mo-Fr 20:00-08:00, Sa,Su 18:00-10:00'],
])('« %s » has one problem, mended as « %s »', (text, mend) => {
  const problems = problemsOf(text)
  expect(problems.map((problem) => problem.mend)).toEqual([mend])
  expect(problemsOf(mend)).toEqual([])
})

test.each([
  'Mo-Fr 08:00-12:00; PH off',
  'Mo-Fr 08:00-12:00',
  'PH off; Dec 25 10:00-12:00',
  'off; Mo 08:00-12:00',
  'Su off; Su[1] 10:00-12:00',
  'SH off; PH off',
  'Aug off; Aug 15-20 10:00-12:00',
  'Sa 12:00-24:00; Su 00:00-24:00; Mo 00:00-08:00',
  'Mo-Su 20:00-08:00; Sa 10:00-12:00',
  '24/7',
])('« %s » has none', (text) => expect(problemsOf(text)).toEqual([]))
