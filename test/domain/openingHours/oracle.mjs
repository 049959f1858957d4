/**
 * Asks opening_hours.js, the reference reader, in its own process: it takes the zone of the machine, once, when it is loaded,
 * so TZ is set before. Reads `[[text, [instant, …]], …]`, writes one word a text: o open, c closed, u unknown, x for an
 * instant that it cannot answer.
 */
import { readFileSync } from 'node:fs'
import OpeningHours from 'opening_hours'

const arras = { lat: 50.29, lon: 2.78, address: { country_code: 'fr', state: 'Hauts-de-France' } }
console.error = console.warn = () => {}

const answers = JSON.parse(readFileSync(0, 'utf8')).map(([text, instants]) => {
  let hours
  try {
    hours = new OpeningHours(text, arras)
  } catch {
    return 'x'.repeat(instants.length)
  }
  return instants.map((instant) => letter(hours, new Date(instant))).join('')
})
process.stdout.write(JSON.stringify(answers))

function letter(hours, instant) {
  try {
    if (hours.getState(instant)) return 'o'
    return hours.getUnknown(instant) ? 'u' : 'c'
  } catch {
    return 'x'
  }
}
