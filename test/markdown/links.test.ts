import { describe, expect, test } from 'vitest'
import { isAllowedAddress } from '../../server/markdown/links.ts'
import { addressesIn, htmlOf, shownBy } from './rendering.ts'

const GUARD = 'rel="noopener noreferrer nofollow ugc" referrerpolicy="no-referrer"'

describe('an address may be', () => {
  test.each([
    'https://www.caf.fr',
    'HTTP://exemple.fr/a?b=c#d',
    'https://www.impôts.gouv.fr',
    'mailto:a@b.fr',
    'tel:+33321000000',
    'tel:3919',
    'tel:03.21.00.00.00',
    '/fiches/caf',
    '/',
    '?page=2',
    '#s-horaires',
  ])('%j', (address) => {
    expect(isAllowedAddress(address)).toBe(true)
  })
})

describe('an address may not be', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,a',
    'vbscript:a',
    'file:///etc/passwd',
    'ftp://exemple.fr',
    'sms:0600000000',
    '//exemple.fr',
    '/\\exemple.fr',
    '/\t/exemple.fr',
    '/\n/exemple.fr',
    '\\\\exemple.fr',
    'https:exemple.fr',
    'https:/exemple.fr',
    'https://',
    'https://caf.fr@exemple.fr',
    'https://caf.fr:motdepasse@exemple.fr',
    'https://exemple.fr:99999',
    'exemple.fr',
    'a/b',
    './a',
    '../a',
    '',
    'tel:*21*0321000000#',
    'tel:%2A',
    'tel:0321;ext=1',
    'tel:1',
    'tel:0'.padEnd(40, '1'),
  ])('%j', (address) => {
    expect(isAllowedAddress(address)).toBe(false)
  })

  test.each([
    '[a](javascript:alert(1))',
    '[a](&#x6A;avascript:alert(1))',
    '[a](java&Tab;script:alert(1))',
    '[a](<java\tscript:alert(1)>)',
    '<javascript:alert(1)>',
    '[a]: javascript:alert(1)\n\n[a]',
    '[a](//exemple.fr)',
    '[a](&sol;&sol;exemple.fr)',
    '[a](page.html)',
    '[a](tel:*21*03#)',
    'javascript:alert(1)',
    'ftp://exemple.fr',
    '//exemple.fr',
  ])('so %j links nowhere', (markdown) => {
    expect(addressesIn(htmlOf(markdown))).toEqual([])
  })
})

test.each([
  ['[a](/\\\\tiers.example)', '/%5Ctiers.example'],
  ['[a](/&Tab;/tiers.example)', '/%09/tiers.example'],
  ['[a](/%2F/tiers.example)', '/%2F/tiers.example'],
  ['https://caf.fr@tiers.example', 'https://caf.fr'],
  ['[a](https://caf.fr%40tiers.example)', 'https://caf.fr'],
  ['[a](https://caf.fr\\@tiers.example)', 'https://caf.fr'],
])('%j does not lead to tiers.example', (markdown, address) => {
  expect(addressesIn(htmlOf(markdown))[0]).toBe(address)
})

test('a link to another site tells it nothing and stays in the window', () => {
  expect(htmlOf('[a](https://exemple.fr "b")')).toBe(
    `<p><a href="https://exemple.fr" title="b" ${GUARD}>a</a></p>`,
  )
})

test.each(['/fiches/caf', '#s-horaires', '?ou=62041', 'mailto:a@b.fr', 'tel:3919'])(
  'a link to %j carries nothing but its address',
  (address) => {
    expect(htmlOf(`[a](${address})`)).toBe(`<p><a href="${address}">a</a></p>`)
  },
)

describe('a link to a mailbox keeps the mailbox only', () => {
  test.each([
    ['[a](mailto:a@b.fr?bcc=c@d.fr)', 'mailto:a@b.fr'],
    ['[a](MAILTO:a@b.fr?subject=x&body=y)', 'MAILTO:a@b.fr'],
    ['[a](mailto:a@b.fr&#63;bcc=c@d.fr)', 'mailto:a@b.fr'],
    ['[a](mailto:a@b.fr#c)', 'mailto:a@b.fr'],
    ['[a](mailto:?to=c@d.fr)', 'mailto:'],
    ['mailto:a@b.fr?bcc=c@d.fr', 'mailto:a@b.fr'],
  ])('%j', (markdown, address) => {
    expect(addressesIn(htmlOf(markdown))[0]).toBe(address)
  })
})

describe('a bare address becomes a link', () => {
  test.each([
    ['https://www.caf.fr/aide?a=b&c=d.', ['https://www.caf.fr/aide?a=b&c=d']],
    [
      'Voir http://exemple.fr/a, puis (https://exemple.fr/b).',
      ['http://exemple.fr/a', 'https://exemple.fr/b'],
    ],
    ['www.pasdecalais.fr', ['https://www.pasdecalais.fr']],
    ['(www.pasdecalais.fr/aide)', ['https://www.pasdecalais.fr/aide']],
    ['www.a.fr et www.b.fr', ['https://www.a.fr', 'https://www.b.fr']],
    ['contact@ccas-arras.fr', ['mailto:contact@ccas-arras.fr']],
    ['<contact@ccas-arras.fr>', ['mailto:contact@ccas-arras.fr']],
    ['<https://exemple.fr>', ['https://exemple.fr']],
  ])('%j', (markdown, addresses) => {
    expect(addressesIn(htmlOf(markdown))).toEqual(addresses)
  })

  test.each([
    'fiche.md',
    'M.de Lens',
    'pasdecalais.fr',
    'www.',
    'www. www.',
    'www.-',
    'www.-.fr',
    'www.a.-b',
    'www.a_b.c',
    'awww.exemple.fr',
    '192.168.1.1',
    '`https://exemple.fr`',
    'https://',
    '@ccas',
    'a@',
  ])('%j does not', (markdown) => {
    expect(htmlOf(markdown)).not.toContain('<a ')
    expect(shownBy(htmlOf(markdown))).toBe(markdown.replaceAll('`', ''))
  })

  test('a run of « www. » loses none of its text', () => {
    const text = 'www.'.repeat(2_000)
    expect(shownBy(htmlOf(text))).toBe(text)
  })
})

describe('the real host is written where the one shown deceives', () => {
  // The first two letters are Cyrillic.
  const FALSE_NAME = '\u0440\u0430sdecalais.fr'
  const realName = new URL(`https://${FALSE_NAME}`).host

  test.each([
    [`[Le Département](https://${FALSE_NAME})`, `Le Département (${realName})`],
    [`[pasdecalais.fr](https://${FALSE_NAME}/aide)`, `pasdecalais.fr (${realName})`],
    [`[${FALSE_NAME}](https://tiers.example/a)`, `${FALSE_NAME} (tiers.example)`],
    [`[${FALSE_NAME}](https://sdecalais.fr)`, `${FALSE_NAME} (sdecalais.fr)`],
    [`[voir **${FALSE_NAME}**](https://tiers.example:8443)`, `voir ${FALSE_NAME} (tiers.example)`],
    [`[![${FALSE_NAME}](/a.png)](https://tiers.example)`, `${FALSE_NAME} (tiers.example)`],
    ['[![&#x440;&#x430;s.fr](/a.png)](https://tiers.example)', '\u0440\u0430s.fr (tiers.example)'],
    [`<https://${FALSE_NAME}/a>`, `https://${realName}/a`],
    [`https://${FALSE_NAME}/a`, `https://${realName}/a`],
    [`www.${FALSE_NAME}`, `www.${FALSE_NAME} (www.${realName})`],
    [`contact@${FALSE_NAME}`, `contact@${FALSE_NAME} (${realName})`],
    [`[écrire](mailto:contact@${FALSE_NAME})`, `écrire (${realName})`],
  ])('%j', (markdown, shown) => {
    expect(shownBy(htmlOf(markdown))).toBe(shown)
  })

  test.each([
    '[Le site de la Caf](https://www.caf.fr)',
    '[Été. Hiver](https://a.fr)',
    '[à Béthune](/fiches/a)',
  ])('not in %j', (markdown) => {
    expect(shownBy(htmlOf(markdown))).not.toContain('(')
  })

  test.each(['é', 'a.', 'a-', 'é.é'])('looking for it in a long run of %j costs nothing', (piece) => {
    const run = piece.repeat(60_000 / Buffer.byteLength(piece))
    expect(htmlOf(`[${run}](https://a.fr)`)).toContain(run)
  })
})
