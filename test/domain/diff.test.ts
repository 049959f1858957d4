import { describe, expect, test } from 'vitest'
import type { WordChange } from '../../server/domain/comparison.ts'
import { compareDocuments } from '../../server/domain/diff.ts'
import type { Document } from '../../server/domain/document/document.ts'

const titleOf = (_to: string, slug: string) => `« ${slug} »`
const site = (fields: object, body = ''): Document =>
  ({ kind: 'site', fields: { nature: 'lieu', ...fields }, body }) as unknown as Document
const fieldsOf = (before: object, after: object) =>
  compareDocuments(site(before), site(after), titleOf).fields
const bodyOf = (before: string, after: string) =>
  compareDocuments(site({}, before), site({}, after), titleOf).body

/** The text that the changes lead to, or from. */
const side = (changes: WordChange[], without: WordChange['kind']) =>
  changes
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')

describe('fields are compared in words', () => {
  test.each([
    [
      'a value that changed',
      { telephone: '115' },
      { telephone: '39 19' },
      [{ key: 'telephone', label: 'Téléphone', before: ['115'], after: ['39 19'] }],
    ],
    [
      'a value that came',
      {},
      { sans_rendez_vous: true },
      [{ key: 'sans_rendez_vous', label: 'Sans rendez-vous', before: [], after: ['oui'] }],
    ],
    [
      'a value that went',
      { gestionnaire: 'caf' },
      {},
      [{ key: 'gestionnaire', label: 'Gestionnaire', before: ['« caf »'], after: [] }],
    ],
    [
      'hours, as they are read',
      { horaires: 'Mo 08:00-12:00' },
      { horaires: 'Mo off' },
      [
        {
          key: 'horaires',
          label: 'Horaires',
          before: ['Lundi\u00a0: 8\u00a0h à 12\u00a0h'],
          after: ['Lundi\u00a0: fermé'],
        },
      ],
    ],
    [
      'an order that changed',
      { langues: ['fr', 'en'] },
      { langues: ['en', 'fr'] },
      [
        {
          key: 'langues',
          label: 'Langues parlées',
          before: ['français', 'anglais'],
          after: ['anglais', 'français'],
        },
      ],
    ],
    ['nothing', { telephone: '115', langues: ['fr'] }, { telephone: '115', langues: ['fr'] }, []],
  ])('%s', (_what, before, after, changes) => {
    expect(fieldsOf(before, after)).toMatchObject(changes)
    expect(fieldsOf(before, after)).toHaveLength(changes.length)
  })

  test('in the order of the present text, what went coming last', () => {
    const changes = fieldsOf({ titre: 'A', sigle: 'B' }, { titre: 'C', telephone: '115', courriel: 'a@b.fr' })
    expect(changes.map(({ key }) => key)).toEqual(['titre', 'telephone', 'courriel', 'sigle'])
  })

  test('from one nature to another', () => {
    const scheme = {
      kind: 'scheme',
      fields: { nature: 'dispositif', frais: 'gratuit' },
      body: '',
    } as unknown as Document
    expect(
      compareDocuments(site({ telephone: '115' }), scheme, titleOf).fields.map(({ key }) => key),
    ).toEqual(['frais', 'telephone'])
  })
})

describe('bodies are compared by words', () => {
  test.each([
    ['equal bodies have no change', 'Un deux.', 'Un deux.', []],
    [
      'a word',
      'Un deux trois.',
      'Un dix trois.',
      [
        { kind: 'same', text: 'Un ' },
        { kind: 'removed', text: 'deux' },
        { kind: 'added', text: 'dix' },
        { kind: 'same', text: ' trois.' },
      ],
    ],
    [
      'a word with its accents is one',
      'à l’été',
      'à l’hiver',
      [
        { kind: 'same', text: 'à l’' },
        { kind: 'removed', text: 'été' },
        { kind: 'added', text: 'hiver' },
      ],
    ],
    ['from nothing', '', 'Un.', [{ kind: 'added', text: 'Un.' }]],
    ['to nothing', 'Un.', '', [{ kind: 'removed', text: 'Un.' }]],
    [
      'a line feed',
      'a b',
      'a\nb',
      [
        { kind: 'same', text: 'a' },
        { kind: 'removed', text: ' ' },
        { kind: 'added', text: '\n' },
        { kind: 'same', text: 'b' },
      ],
    ],
  ] as [string, string, string, WordChange[]][])('%s', (_what, before, after, changes) => {
    expect(bodyOf(before, after)).toEqual(changes)
  })

  test('two hundred words changed here and there are still compared by words', () => {
    const words = Array.from({ length: 1_000 }, (_, i) => `mot${i}`)
    const changes = bodyOf(
      words.join(' '),
      words.map((word, i) => (i % 5 === 0 ? `autre${i}` : word)).join(' '),
    )
    expect(changes.filter(({ kind }) => kind === 'removed')).toHaveLength(200)
    expect(changes.filter(({ kind }) => kind === 'added')[1]).toEqual({ kind: 'added', text: 'autre5' })
  })

  test('markup stays text', () => {
    const changes = bodyOf('<b>a</b>', '<i>a</i>')
    expect(side(changes, 'removed')).toBe('<i>a</i>')
    expect(side(changes, 'added')).toBe('<b>a</b>')
  })
})

/** A text of 64 KB made of words that no other seed makes, a line each `width` words. */
function longText(seed: number, width: number): string {
  const words: string[] = []
  for (let i = 0, size = 0; size < 64 * 1_024 - 20; i++) {
    const word = `${((i + 1) * 7_919 * seed).toString(36)}${seed}`
    words.push(word + ((i + 1) % width === 0 ? '\n' : ' '))
    size += word.length + 1
  }
  return words.join('')
}

describe('two texts of 64 KB', () => {
  test.each([
    ['of short lines', 1],
    ['of lines', 8],
    ['of one line', 1e9],
  ])('%s without a word in common are shown whole, one after the other', (_what, width) => {
    const [before, after] = [longText(3, width), longText(5, width)]
    expect(bodyOf(before, after)).toEqual([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ])
  })

  test('that share most lines, but too many words differ, are compared by lines', () => {
    const before = longText(3, 8)
    const after = before
      .split('\n')
      .map((line, i) => (i % 4 === 0 ? `${i} autre ligne, dix fois, a b c d e f` : line))
      .join('\n')
    const changes = bodyOf(before, after)
    expect(side(changes, 'added')).toBe(before)
    expect(side(changes, 'removed')).toBe(after)
    expect(changes.filter(({ kind }) => kind === 'same').length).toBeGreaterThan(10)
    for (const { kind, text } of changes.slice(0, -1)) if (kind === 'same') expect(text).toMatch(/\n$/)
  })

  test('that differ by a word are compared by words', () => {
    const before = longText(3, 8)
    expect(bodyOf(before, `${before}fin`).filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'added', text: 'fin' },
    ])
  })
})
