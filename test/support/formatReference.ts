import type { FieldType, Key, Keys } from '../../server/domain/document/fieldTypes.ts'
import { KEYS_BY_KIND } from '../../server/domain/document/keys.ts'
import { ALL_KINDS, KINDS } from '../../server/domain/document/kinds.ts'

const REFERENCES: Record<string, string> = {
  fiche: 'identifiant d’une fiche',
  institution: 'identifiant d’une institution',
  scheme: 'identifiant d’un dispositif',
  site: 'identifiant d’un lieu',
  contact: 'identifiant d’un contact',
  theme: 'identifiant d’une thématique',
  place: 'identifiant d’un territoire ou code INSEE d’une commune',
}

const TYPES: Partial<Record<FieldType['type'], string>> = {
  commune: 'code INSEE d’une commune',
  postcode: 'code postal',
  phone: 'numéro de téléphone',
  email: 'adresse de courriel',
  url: 'adresse de page (https)',
  hours: 'horaires (opening_hours)',
  date: 'jour (AAAA-MM-JJ)',
  'partial-date': 'année, mois ou jour',
  identifier: 'identifiant',
  boolean: 'oui ou non',
  group: 'groupe de clés',
}

function typeInWords(type: FieldType): string {
  switch (type.type) {
    case 'line':
      return `une ligne, ${type.max} signes au plus`
    case 'text':
      return `plusieurs lignes, ${type.max} signes au plus`
    case 'choice':
      return `une valeur parmi : ${Object.keys(type.values)
        .map((value) => `\`${value}\``)
        .join(', ')}`
    case 'reference':
      return REFERENCES[type.to] ?? type.to
    case 'number':
      return `nombre${type.integer ? ' entier' : ''}, de ${type.min} à ${type.max}`
    case 'list':
      return `liste, ${type.max} au plus : ${typeInWords(type.of)}`
    default:
      return TYPES[type.type] ?? type.type
  }
}

function rows(keys: Keys, prefix = ''): string[] {
  return Object.entries(keys).flatMap(([name, key]) => [
    row(`${prefix}${name}`, key),
    ...inner(`${prefix}${name}`, key.type),
  ])
}

function inner(path: string, type: FieldType): string[] {
  if (type.type === 'group') return rows(type.keys, `${path}.`)
  return type.type === 'list' && type.of.type === 'group' ? rows(type.of.keys, `${path}[].`) : []
}

function row(path: string, { type, required, about, inclusion }: Key): string {
  const cells = [`\`${path}\``, required ? 'oui' : '', typeInWords(type), about, inclusion ?? '']
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

const HEAD = '| clé | obligatoire | type | sens | data·inclusion |\n|---|---|---|---|---|'

/** docs/format-des-documents.md, from the declaration of the keys. */
export function formatReference(introduction: string): string {
  const sections = ALL_KINDS.map((kind) => {
    const { label, folder, nature } = KINDS[kind]
    return `## ${label}\n\nDossier \`content/${folder}/\`, \`nature: ${nature}\`.\n\n${HEAD}\n${rows(KEYS_BY_KIND[kind]).join('\n')}\n`
  })
  return `${introduction.trim()}\n\n${sections.join('\n')}`
}
