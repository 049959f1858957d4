import fc from 'fast-check'
import type { Document } from '../../../server/domain/document/document.ts'
import type { FieldType, Keys } from '../../../server/domain/document/fieldTypes.ts'
import { KEYS_BY_KIND, type Kind } from '../../../server/domain/document/keys.ts'
import { formatHours } from '../../../server/domain/openingHours/format.ts'
import { clean, cleanLine } from '../../../server/text/fold.ts'
import { arbitraryTimetable } from '../openingHours/arbitraryHours.ts'

/** Any document of a kind, in canonical form, made from the declaration of its keys alone. */
export function arbitraryDocument(kind: Kind): fc.Arbitrary<Document> {
  return fc
    .record({ fields: arbitraryGroup(KEYS_BY_KIND[kind]), body: arbitraryBody() })
    .map(({ fields, body }) => ({ kind, fields, body }) as unknown as Document)
}

function arbitraryGroup(keys: Keys): fc.Arbitrary<Record<string, unknown>> {
  const values = Object.fromEntries(
    Object.entries(keys).map(([name, { type }]) => [name, arbitraryValue(type)]),
  )
  const requiredKeys = Object.keys(keys).filter((name) => keys[name]?.required)
  return fc
    .record(values, { requiredKeys })
    .filter((group) => Object.keys(group).length > 0)
    .map((group) =>
      Object.fromEntries(Object.keys(keys).flatMap((name) => (name in group ? [[name, group[name]]] : []))),
    )
}

function arbitraryValue(type: FieldType): fc.Arbitrary<unknown> {
  switch (type.type) {
    case 'list':
      return fc.uniqueArray(arbitraryValue(type.of), {
        minLength: 1,
        maxLength: 3,
        selector: (item) => JSON.stringify(item),
      })
    case 'group':
      return arbitraryGroup(type.keys)
    case 'line':
      return arbitraryLine(type.min ?? 1, type.max)
    case 'text':
      return arbitraryText(type.max)
    case 'choice':
      return fc.constantFrom(...Object.keys(type.values))
    case 'number':
      return type.integer
        ? fc.integer({ min: type.min, max: type.max })
        : fc.integer({ min: type.min * 1e6, max: type.max * 1e6 }).map((millionths) => millionths / 1e6 || 0)
    case 'boolean':
      return fc.boolean()
    case 'hours':
      return arbitraryTimetable.map(formatHours).filter((hours) => hours.length <= 1_000)
    case 'reference':
      return type.to === 'place' ? fc.oneof(arbitrarySlug, arbitraryCommune) : arbitrarySlug
    case 'identifier':
      return arbitrarySlug
    case 'commune':
      return arbitraryCommune
    case 'postcode':
      return fc.stringMatching(/^\d{5}$/)
    case 'phone':
      return fc.constantFrom(
        ...['03 21 21 62 62', '0 805 29 62 62', '39 19', '116 006', '115', '06 12 34 56 78 poste 12'],
      )
    case 'email':
      return fc.constantFrom('a@b.fr', "o'neil+x=y#1@mail.pas-de-calais.fr", '{x}@a.fr', '*@a.fr', '1e3@a.fr')
    case 'url':
      return fc.constantFrom(
        'https://a.fr',
        'https://a.fr/b?c=d:%20e#f',
        'http://xn--a-bga.fr:8080/~x;y,z',
        "https://a.fr/'[x]",
      )
    case 'date':
      return arbitraryDay
    case 'partial-date':
      return fc.oneof(
        arbitraryDay,
        arbitraryDay.map((day) => day.slice(0, 7)),
        arbitraryDay.map((day) => day.slice(0, 4)),
      )
  }
}

/** Whole values and pieces that YAML readers, or our own, could take for something else. */
const AWKWARD = [
  ...[
    '---',
    '...',
    '- a',
    '-',
    '--',
    '? a',
    ':',
    ': a',
    'a:',
    'a: b',
    '#',
    'a #b',
    '#a',
    '&a',
    '*a',
    '!a',
    '!!str a',
  ],
  ...[
    '|',
    '>',
    '>-',
    '%YAML',
    '@a',
    '`a`',
    '"',
    '""',
    "'",
    "''",
    'a"b',
    '\\',
    '\\n',
    '{',
    '}',
    '[',
    ']',
    '{a: b}',
    '[a]',
  ],
  ...[
    '[[caf]]',
    ',',
    ', a',
    '=',
    '<<',
    '~',
    'null',
    'Null',
    'true',
    'no',
    'No',
    'y',
    'N',
    'on',
    'OFF',
    'yes',
    'oui',
    'non',
  ],
  ...[
    '0321216216',
    '02100',
    '1e3',
    '12:30:45',
    '1_000',
    '0x1F',
    '0o17',
    '0b1',
    '.5',
    '.inf',
    '.NaN',
    '+33',
    '-1',
    '1.50',
  ],
  ...[
    '2017',
    '2017-10-20',
    '2017-10-20 08:00:00',
    '24/7',
    'Été',
    'œuvre',
    '« a »',
    '«\u00a0a\u00a0»',
    'l’aide\u202f!',
  ],
  ...[
    '👩‍👩‍👧',
    '🏳️‍🌈',
    'é'.normalize('NFD'),
    '\u3000',
    'a  b',
    '\ta',
    '::: attention',
    ':::',
    '__proto__',
    'constructor',
  ],
]

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...AWKWARD) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
)

function arbitraryLine(min: number, max: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(piece, { minLength: 1, maxLength: 3 }), fc.constantFrom('', ' '))
    .map(([pieces, between]) => cleanLine(cleanLine(pieces.join(between)).slice(0, max)))
    .filter((line) => line.length >= min)
}

function arbitraryText(max: number): fc.Arbitrary<string> {
  const indented = fc
    .tuple(fc.constantFrom('', '', ' ', '  ', '      '), piece)
    .map((parts) => parts.join(''))
  return fc
    .array(fc.oneof(indented, fc.constant('')), { minLength: 1, maxLength: 6 })
    .map((lines) => withoutEnds(lines.join('\n').replaceAll('\t', ' ')).trim())
    .filter((text) => text !== '' && text.length <= max)
}

function arbitraryBody(): fc.Arbitrary<string> {
  const line = fc
    .tuple(fc.constantFrom('', '', '    ', '- ', '> ', '## '), piece)
    .map((parts) => parts.join(''))
  return fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: line },
        { weight: 1, arbitrary: fc.constantFrom('', '---', 'a  ', '```') },
      ),
      {
        maxLength: 8,
      },
    )
    .map((lines) => withoutEnds(lines.join('\n')).replace(/^\n+/, '').replaceAll('a\n', 'a  \n'))
}

/** Lines without white space at their end, nor blank lines at the end of all. */
function withoutEnds(text: string): string {
  return clean(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd()
}

const arbitrarySlug = fc.oneof(
  fc.constantFrom(
    'caf',
    '115',
    '1e3',
    '0123',
    'null',
    'true',
    'no',
    'y',
    '0x1f',
    '2017-10-20',
    '08victimes',
    'nouvelle',
  ),
  fc
    .array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 1, maxLength: 4 })
    .map((words) => words.join('-')),
)

const arbitraryCommune = fc.oneof(
  fc.constantFrom('62041', '02100', '2A004', '2B033', '01001'),
  fc.stringMatching(/^62\d{3}$/),
)

const arbitraryDay = fc
  .date({ min: new Date('1800-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
