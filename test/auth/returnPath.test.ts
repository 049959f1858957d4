import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeReturn } from '../../server/auth/returnPath.ts'

const ORIGIN = 'https://guide.exemple.fr'

describe('A17: a path of the guide is kept', () => {
  test.each([
    '/',
    '/?ou=62498',
    '/#contenu',
    '/fiches/ccas-de-lens',
    '/fiches/ccas-de-lens.md',
    '/thematiques/',
    '/api/v1/fiches',
    '/fiches/ccas-de-lens?ou=62498#horaires',
    '/recherche?q=aide+au+logement&page=2',
    '/recherche?q=%C3%A9picerie%20sociale',
    '/recherche?q=a//b',
    '/recherche?q=50%25',
    '/recherche?q=https://exemple.fr/',
    '/recherche?q=l%27eau%3F',
    '/fiches/caf/versions/3',
  ])('%s', (path) => {
    expect(safeReturn(path)).toBe(path)
  })
})

const ATTACKS: readonly unknown[] = [
  ...[undefined, null, 12, {}, ['/fiches'], ['/', '//evil.example'], ''],
  ...[
    '//evil.example',
    '///evil.example',
    '////evil.example',
    '//evil.example/%2e%2e',
    '//evil.example@guide.exemple.fr',
  ],
  ...[
    '/\\evil.example',
    '\\/evil.example',
    '\\\\evil.example',
    '/\\/evil.example',
    '//\\evil.example',
    '\\evil.example',
  ],
  ...[
    'https:evil.example',
    'https:/evil.example',
    'https://evil.example',
    'HTTPS://evil.example',
    'http:evil.example',
  ],
  ...[
    'https:///evil.example',
    'https:\\\\evil.example',
    'ftp://evil.example',
    'ws://evil.example',
    'blob:https://evil.example',
  ],
  ...[
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '/javascript:alert(1)',
    'data:text/html,x',
  ],
  ...[
    'vbscript:x',
    'mailto:a@evil.example',
    'file:///etc/passwd',
    'about:blank',
    'view-source:https://evil.example',
  ],
  ...[
    '%2F%2Fevil.example',
    '/%2Fevil.example',
    '/%2f/evil.example',
    '%2f%2fevil.example',
    '/%2F%2Fevil.example',
  ],
  ...[
    '/%5Cevil.example',
    '/%5c/evil.example',
    '%5C%5Cevil.example',
    '/%252Fevil.example',
    '/%25252Fevil.example',
  ],
  ...[
    '/%252f%252fevil.example',
    '%252F%252Fevil.example',
    '/%255cevil.example',
    '/%09/evil.example',
    '/%0d/evil.example',
  ],
  ...[
    '/%0D%0ALocation:%20//evil.example',
    '/%00/evil.example',
    '/%20/evil.example',
    '/%E3%80%82evil.example',
    '/%u002fevil',
  ],
  ...[
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '//evil.example ',
  ],
  ...[
    '/\0/evil.example',
    '\0//evil.example',
    '/\x0b/evil.example',
    '/\x7f/evil.example',
    '/fiches\r\nSet-Cookie: a=b',
  ],
  ...[
    '/fiches?a=%0d%0aSet-Cookie:a=b',
    '/fiches?a=%00',
    '/fiches#%0A',
    '/fiches?a=\n',
    '/fiches?a=\\',
    '/fiches#\\',
  ],
  ...[
    '/..//evil.example',
    '/.//evil.example',
    '/fiches/..//evil.example',
    '/fiches//evil.example',
    '/./\\evil.example',
  ],
  ...[
    '/../evil.example',
    '/fiches/../../evil',
    '/%2e%2e//evil.example',
    '/fiches/%2e%2e/%2e%2e//evil.example',
    '/.evil',
  ],
  ...[
    '/;@evil.example',
    '/@evil.example',
    '/:80',
    '/:@evil.example',
    '/;//evil.example',
    '/fiches;//evil.example',
  ],
  ...[
    '@evil.example',
    ':@evil.example',
    '.evil.example',
    'evil.example',
    'fiches',
    './fiches',
    '../fiches',
    '?a=b',
    '#a',
  ],
  ...[
    '/／evil.example',
    '／／evil.example',
    '/＼evil.example',
    '/⁄evil.example',
    '/∕evil.example',
    '/。evil.example',
  ],
  ...[
    '/\u200b/evil.example',
    '\ufeff//evil.example',
    '/\u2028/evil.example',
    '/\u202e/evil.example',
    '/\ud800',
  ],
  ...[
    '/fiches?a=é',
    '/fichés',
    '/<script>',
    '/fiches?a=<script>',
    '/fiches?a="',
    '/`',
    '/{}',
    '/|',
    '/^',
    '/[::1]',
  ],
  ...['//0x7f000001', '//2130706433', '//[::1]', '//localhost', '//evil%E3%80%82example', '//evil。example'],
  ...[`/${'a'.repeat(2_000)}`, `/${'a/'.repeat(100_000)}`, `/?${'a'.repeat(2_000)}`],
]

describe('A17: anything else leads home', () => {
  test('the table has at least 60 attacks, all different', () => {
    expect(new Set(ATTACKS).size).toBe(ATTACKS.length)
    expect(ATTACKS.length).toBeGreaterThanOrEqual(60)
  })

  test.each(ATTACKS.map((attack) => [JSON.stringify(attack)?.slice(0, 60), attack]))(
    '%s',
    (_name, attack) => {
      expect(safeReturn(attack)).toBe('/')
    },
  )

  test('the path with its attack in the query stays in the guide', () => {
    for (const attack of ATTACKS) {
      const path = safeReturn(
        `/connexion?retour=${encodeURIComponent(Buffer.from(String(attack)).toString())}`,
      )
      expect(new URL(path, ORIGIN).origin).toBe(ORIGIN)
    }
  })

  test('whatever the text, a browser stays in the guide, and reads the path as it is written', () => {
    const signs = fc.constantFrom(...'//\\.:;@%2f5c0da?#&=\t\n é', 'evil.example', 'https:', '%2e', 'fiches')
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: signs, maxLength: 12 }))
    fc.assert(
      fc.property(texts, (text) => {
        for (const asked of [text, `/${text}`]) {
          const path = safeReturn(asked)
          const read = new URL(path, ORIGIN)
          expect(read.origin).toBe(ORIGIN)
          expect(read.pathname).toBe(path.replace(/[?#].*$/s, ''))
          expect(path).toMatch(/^\/(?![/\\])/)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
