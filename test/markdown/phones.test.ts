import { describe, expect, test } from 'vitest'
import { findPhones } from '../../server/markdown/phones.ts'
import { addressesIn, htmlOf } from './rendering.ts'

const found = (text: string) => findPhones(text).map(({ start, end, href }) => [text.slice(start, end), href])

const ARRAS = 'tel:+33321216262'

describe('a telephone number is seen in', () => {
  test.each([
    ['03 21 21 62 62', ARRAS],
    ['03.21.21.62.62', ARRAS],
    ['03-21-21-62-62', ARRAS],
    ['03\u201121\u201121\u201162\u201162', ARRAS],
    ['03\u00a021\u00a021\u00a062\u00a062', ARRAS],
    ['03\u202f21\u202f21\u202f62\u202f62', ARRAS],
    ['0321216262', ARRAS],
    ['+33 3 21 21 62 62', ARRAS],
    ['+33321216262', ARRAS],
    ['+33 (0)3 21 21 62 62', ARRAS],
    ['+33 (0) 3 21 21 62 62', ARRAS],
    ['+33.3.21.21.62.62', ARRAS],
    ['0033 3 21 21 62 62', ARRAS],
    ['06 12 34 56 78', 'tel:+33612345678'],
    ['07-12-34-56-78', 'tel:+33712345678'],
    ['09 70 00 00 00', 'tel:+33970000000'],
    ['0 800 123 456', 'tel:+33800123456'],
    ['0800 123 456', 'tel:+33800123456'],
    ['08 00 12 34 56', 'tel:+33800123456'],
    ['0 820 12 34 56', 'tel:+33820123456'],
    ['0 806 000 123', 'tel:+33806000123'],
  ])('%j', (number, href) => {
    for (const [before, after] of [
      ['', ''],
      ['Tél. : ', '.'],
      ['Accueil (', ')'],
      ['« ', ' »'],
      ['au ', ', puis 2 fois'],
      ['7j/7 ', ' 24h/24'],
      ['', ' 7 j/7'],
      ['a\n', '\nb'],
      ['standard:', '/secrétariat'],
    ]) {
      expect(found(`${before}${number}${after}`), `${before}…${after}`).toEqual([[number, href]])
    }
  })

  test.each([
    ['Appelez le 3919.', '3919', 'tel:3919'],
    ['Appelez le 39 19 (gratuit)', '39 19', 'tel:3919'],
    ['au 3114 24h/24', '3114', 'tel:3114'],
    ['composez le numéro 36\u00a046', '36\u00a046', 'tel:3646'],
    ['Appelez le 115, jour et nuit', '115', 'tel:115'],
    ['Le 119 écoute les enfants', '119', 'tel:119'],
    ['ou le 114 par SMS', '114', 'tel:114'],
    ['le 112', '112', 'tel:112'],
    ['le médecin de garde au 116 117', '116 117', 'tel:116117'],
    ['France Victimes au 116\u202f006', '116\u202f006', 'tel:116006'],
  ])('%j, announced', (text, number, href) => {
    expect(found(text)).toEqual([[number, href]])
  })

  test('a list of several', () => {
    expect(found('03 21 21 62 62 / 03 21 00 00 01 ou 06 00 00 00 02')).toEqual([
      ['03 21 21 62 62', ARRAS],
      ['03 21 00 00 01', 'tel:+33321000001'],
      ['06 00 00 00 02', 'tel:+33600000002'],
    ])
  })
})

describe('no telephone number is seen in', () => {
  test.each([
    'SIRET 226 200 012 00012',
    'SIRET 22620001200012',
    'FINESS 620100057',
    'RNA W623000000',
    'IBAN FR76 3000 1000 0300 0000 0000 123',
    '103 21 21 62 62',
    '03 21 21 62',
    '03 21 21 62 62 12',
    '03 21 21 62 625',
    '03 21.21 62-62',
    '03212162',
    '032121626200',
    'x0321216262',
    '0321216262x',
    '00 21 21 62 62',
    '+32 2 123 45 67',
    '62000 Arras',
    '2024-2025',
    '01/02/2024',
    '12 345 678,90 €',
    'en 3919',
    '3919',
    'au 31 12 2024',
    'le 3000 € mensuel',
    'au 3500 euros',
    'le 3 200 habitants',
    'le 3200 habitants de la ville',
    'au 115 rue de Lille',
    'au 119, avenue Foch',
    'au 114 bis rue de Lens',
    'le 15',
    'le 113',
    'le 1150',
    'le 115e',
    'sable 115',
    'https://exemple.fr/a?n=0321216262x',
  ])('%j', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('in a page', () => {
  test('the text shown is the text typed', () => {
    expect(htmlOf('Tél. 03 21 21 62 62 ou +33 (0)3.21.00.00.01.')).toBe(
      '<p>Tél. <a href="tel:+33321216262">03 21 21 62 62</a> ou <a href="tel:+33321000001">+33 (0)3.21.00.00.01</a>.</p>',
    )
  })

  test.each([
    ['**03 21 21 62 62**', '<p><strong><a href="tel:+33321216262">03 21 21 62 62</a></strong></p>'],
    ['le **39 19**', '<p>le <strong><a href="tel:3919">39 19</a></strong></p>'],
    ['le\n115', '<p>le\n<a href="tel:115">115</a></p>'],
    ['03 21 21&nbsp;62&nbsp;62', '<p><a href="tel:+33321216262">03 21 21&nbsp;62&nbsp;62</a></p>'],
    ['## 03 21 21 62 62', '<h2 id="s-03-21-21-62-62"><a href="tel:+33321216262">03 21 21 62 62</a></h2>'],
    ['[[caf|03 21 21 62 62]]', '<p>\ue000caf\ue00103 21 21 62 62\ue002</p>'],
    ['`03 21 21 62 62`', '<p><code>03 21 21 62 62</code></p>'],
    ['[03 21 21 62 62](/a)', '<p><a href="/a">03 21 21 62 62</a></p>'],
    ['[*03 21 21 62 62*](/a)', '<p><a href="/a"><em>03 21 21 62 62</em></a></p>'],
    ['03 21 **21 62 62**', '<p>03 21 <strong>21 62 62</strong></p>'],
  ])('%j', (markdown, html) => {
    expect(htmlOf(markdown)).toBe(html)
  })

  test('in a table and in a list', () => {
    expect(addressesIn(htmlOf('| a |\n|---|\n| 03 21 21 62 62 |\n\n- 06 00 00 00 02'))).toEqual([
      ARRAS,
      'tel:+33600000002',
    ])
  })

  test('many of them in one paragraph are all linked', () => {
    expect(addressesIn(htmlOf('**03 21 21 62 62**, '.repeat(500)))).toHaveLength(500)
  })
})
