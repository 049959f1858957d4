import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import type { Document } from '../../../server/domain/document/document.ts'
import { formatDocument } from '../../../server/domain/document/format.ts'
import { KEYS_BY_KIND } from '../../../server/domain/document/keys.ts'
import { ALL_KINDS } from '../../../server/domain/document/kinds.ts'
import { parseDocument, SOURCE_BYTES } from '../../../server/domain/document/parse.ts'
import { arbitraryDocument } from './arbitraryDocument.ts'

const RUNS = 250

const frontOf = (source: string) => source.slice(4, source.indexOf('\n---\n', 3) + 1)

/** Fields as any YAML reader should find them: « oui » and « non » are words. */
function asWritten(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  if (Array.isArray(value)) return value.map(asWritten)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asWritten(item)]))
}

const site = (fields: object, body = ''): Document =>
  ({ kind: 'site', fields: { nature: 'lieu', titre: 'Accueil', ...fields }, body }) as unknown as Document

describe('a document is written in one form', () => {
  test('keys in the declared order whatever the order they came in, empty ones absent', () => {
    const source = formatDocument({
      kind: 'help',
      fields: { ordre: 2, resume: 'Lire.', titre: 'Lire une fiche', nature: 'aide' },
      body: '',
    })
    expect(source).toBe('---\nnature: aide\ntitre: Lire une fiche\nresume: Lire.\nordre: 2\n---\n')
  })

  test('keys of a group too, lists indented, booleans in French, then one blank line and the body', () => {
    const source = formatDocument(
      site(
        {
          sources: [{ faits: ['a', 'b'], date: '2017', document: 'Schéma' }],
          sur_rendez_vous: false,
          sans_rendez_vous: true,
          latitude: 50.291,
        },
        'Un.\n\nDeux.',
      ),
    )
    expect(source).toBe(
      '---\nnature: lieu\ntitre: Accueil\nlatitude: 50.291\nsans_rendez_vous: oui\nsur_rendez_vous: non\n' +
        'sources:\n  - document: Schéma\n    date: "2017"\n    faits:\n      - a\n      - b\n---\n\nUn.\n\nDeux.\n',
    )
  })

  test.each([
    ['several lines', 'Un.\nDeux.', '|-\n  Un.\n  Deux.'],
    ['blank lines', 'Un.\n\n\nDeux.', '|-\n  Un.\n\n\n  Deux.'],
    ['indented lines', 'Un :\n  - a\n    - b', '|-\n  Un :\n    - a\n      - b'],
    ['a line of hyphens', 'Un\n---\nDeux', '|-\n  Un\n  ---\n  Deux'],
    ['quotes and hash signs', '"Un"\n# Deux', '|-\n  "Un"\n  # Deux'],
    ['one very long line', `${'mot '.repeat(200)}fin`, `${'mot '.repeat(200)}fin`],
  ])('a text with %s', (_what, text, written) => {
    const document = {
      kind: 'scheme',
      fields: { nature: 'dispositif', conditions: text },
      body: '',
    } as unknown as Document
    const source = formatDocument(document)
    expect(source).toBe(`---\nnature: dispositif\nconditions: ${written}\n---\n`)
    expect(parseDocument(source).document).toEqual(document)
  })

  test.each([
    ...[
      '2017',
      '02100',
      '0321216216',
      '62',
      '-1',
      '1e3',
      '1.5',
      '.5',
      '.inf',
      '.NaN',
      '0x1F',
      '0o17',
      '0b101',
      '017',
    ],
    ...[
      '1_000',
      '12:30',
      '12:30:45',
      '+33',
      'true',
      'True',
      'null',
      'Null',
      '~',
      'no',
      'No',
      'yes',
      'y',
      'N',
      'on',
      'Off',
    ],
    ...[
      '2017-10-20',
      '2017-10-20T08:00:00Z',
      'a: b',
      'a:',
      '- a',
      '-',
      '#a',
      'a #b',
      '&a',
      '*a',
      '!a',
      '|',
      '>',
      '%a',
      '@a',
    ],
    ...['`a', '"a"', "'a'", '{a}', '[a]', ',a', '?', '? a', '<<'],
  ])('« %s », which a YAML reader would take for something else, is put in double quotes', (text) => {
    const source = formatDocument(site({ sigle: text }))
    expect(source).toContain(`\nsigle: "${text.replaceAll('"', '\\"')}"\n`)
    for (const version of ['1.1', '1.2'] as const)
      expect(parseYaml(frontOf(source), { version })).toMatchObject({ sigle: text })
  })

  test.each([
    '03 21 21 62 62',
    '24/7',
    'oui',
    'l’aide',
    '« a »',
    'a, b',
    'https://a.fr/b#c',
    'a@b.fr',
    '👩‍👩‍👧',
  ])('« %s » needs no quotes', (text) => {
    expect(formatDocument(site({ sigle: text }))).toContain(`\nsigle: ${text}\n`)
  })
})

describe.each(ALL_KINDS)('any document of kind %s', (kind) => {
  test('is read back equal, and writing it again changes no byte', () => {
    fc.assert(
      fc.property(arbitraryDocument(kind), (document) => {
        const source = formatDocument(document)
        fc.pre(new TextEncoder().encode(source).length <= SOURCE_BYTES)
        const again = parseDocument(source).document
        expect(again).toEqual(document)
        expect(formatDocument(again as Document)).toBe(source)
      }),
      { numRuns: RUNS },
    )
  })

  test('is the same for the core schema of YAML 1.2 and for YAML 1.1', () => {
    fc.assert(
      fc.property(arbitraryDocument(kind), (document) => {
        const front = frontOf(formatDocument(document))
        expect(parseYaml(front, { schema: 'core' })).toEqual(asWritten(document.fields))
        expect(parseYaml(front, { version: '1.1' })).toEqual(asWritten(document.fields))
      }),
      { numRuns: RUNS },
    )
  })

  test('has its keys in the declared order', () => {
    fc.assert(
      fc.property(arbitraryDocument(kind), (document) => {
        const written = Object.keys(parseYaml(frontOf(formatDocument(document))))
        expect(written).toEqual(Object.keys(KEYS_BY_KIND[kind]).filter((key) => written.includes(key)))
      }),
      { numRuns: 100 },
    )
  })
})
