/**
 * Writes content/territoires/communes.json from the official list of communes (npm package
 * @etalab/decoupage-administratif, Licence Ouverte 2.0, data of INSEE and DGCL). To be run once a year, after the
 * package was updated: node scripts/communes.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(root, 'node_modules/@etalab/decoupage-administratif')
const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
const read = (name) => JSON.parse(readFileSync(join(source, 'data', `${name}.json`), 'utf8'))
const epciOf = new Map(
  read('epci').flatMap(({ code, membres }) => membres.map((membre) => [membre.code, code])),
)

const communes = read('communes')
  .filter(({ departement, type }) => departement === '62' && type === 'commune-actuelle')
  .map(({ code, nom, codesPostaux, arrondissement, population }) => ({
    code,
    nom,
    codesPostaux,
    epci: epciOf.get(code),
    arrondissement,
    population,
  }))
  .sort((a, b) => (a.code < b.code ? -1 : 1))

const lines = communes.map((commune) => `    ${JSON.stringify(commune)}`).join(',\n')
const attribution = `INSEE et DGCL, par @etalab/decoupage-administratif ${version}, Licence Ouverte 2.0`
writeFileSync(
  join(root, 'content/territoires/communes.json'),
  `{\n  "source": ${JSON.stringify(attribution)},\n  "communes": [\n${lines}\n  ]\n}\n`,
)
console.log(`${communes.length} communes écrites`)
