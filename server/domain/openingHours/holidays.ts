/**
 * The eleven public holidays of the Code du travail (L3133-1), the same in the whole Pas-de-Calais: Good Friday and
 * 26 December belong to Alsace and Moselle only.
 */

const FIXED: Record<string, string> = {
  '1-1': 'Jour de l’an',
  '5-1': 'Fête du Travail',
  '5-8': 'Victoire de 1945',
  '7-14': 'Fête nationale',
  '8-15': 'Assomption',
  '11-1': 'Toussaint',
  '11-11': 'Armistice de 1918',
  '12-25': 'Noël',
}

/** Days after Easter Sunday. */
const MOVABLE: Record<number, string> = { 1: 'Lundi de Pâques', 39: 'Ascension', 50: 'Lundi de Pentecôte' }

const DAY = 86_400_000

/** The name of the public holiday on a day (month 1 to 12), or nothing on any other day. */
export function publicHoliday(year: number, month: number, day: number): string | undefined {
  const fixed = FIXED[`${month}-${day}`]
  // Easter Monday is never before 23 March, Whit Monday never after 14 June.
  if (month < 3 || month > 6) return fixed
  const afterEaster = (Date.UTC(year, month - 1, day) - easterSunday(year)) / DAY
  return fixed ?? MOVABLE[afterEaster]
}

/** Easter Sunday at midnight UTC, by the anonymous Gregorian computus (Meeus, Jones, Butcher). */
export function easterSunday(year: number): number {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const skipped = Math.floor((8 * century + 13) / 25)
  const epact = (19 * golden + century - Math.floor(century / 4) - skipped + 15) % 30
  const fullMoon = epact - Math.floor((golden + 11 * epact) / 319)
  const leaps = Math.floor((year % 100) / 4)
  const toSunday = (2 * (century % 4) + 2 * leaps - (year % 4) - fullMoon + 32) % 7
  // Days after 22 March, the earliest date of Easter; year % 100 % 4 is year % 4, a century being a multiple of 4.
  return Date.UTC(year, 2, 22 + fullMoon + toSunday)
}
