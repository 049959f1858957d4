/** What stands before a territory's name, by how its title begins; the common noun then loses its capital. */
const COMMON_NOUNS: readonly (readonly [RegExp, string])[] = [
  [/^(?:Arrondissement|Agglomération|Intercommunalité)(?= |$)/, 'Dans l’'],
  [/^(?:Communauté|Circonscription|Métropole|Région)(?= |$)/, 'Dans la '],
  [/^(?:Bassin|Territoire|Département|Pays|Canton|Secteur|District)(?= |$)/, 'Dans le '],
  [/^(?:Quartiers|Communes)(?= |$)/, 'Dans les '],
  [/^Littoral$/, 'Sur le '],
]

const PROPER_NAMES: Readonly<Record<string, string>> = {
  'France entière': 'Dans toute la France',
  'Tout le Pas-de-Calais': 'Dans tout le Pas-de-Calais',
  'Pas-de-Calais': 'Dans le Pas-de-Calais',
  'Nord et Pas-de-Calais': 'Dans le Nord et le Pas-de-Calais',
  'Hauts-de-France': 'Dans les Hauts-de-France',
}

/** The natural regions: Arrageois, Boulonnais, Calaisis… but not the towns of Calais or Douai. */
const NATURAL_REGION = /^\p{L}+(?:ois|nnais|isis)$/u

/** « À Lens-Liévin », « Dans l’arrondissement de Lens », « Dans le Calaisis », « Au Touquet ». */
export function inPlace(name: string): string {
  const known = PROPER_NAMES[name]
  if (known !== undefined) return known
  const before = COMMON_NOUNS.find(([pattern]) => pattern.test(name))?.[1]
  if (before !== undefined) return before + name.charAt(0).toLowerCase() + name.slice(1)
  if (NATURAL_REGION.test(name)) return `${/^[AEIOUYÉH]/.test(name) ? 'Dans l’' : 'Dans le '}${name}`
  if (/^Les? /.test(name)) return name.replace(/^Les? /, (article) => (article === 'Le ' ? 'Au ' : 'Aux '))
  return `À ${name}`
}
