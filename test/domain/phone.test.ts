import { describe, expect, test } from 'vitest'
import { parsePhone, phoneCost } from '../../server/domain/phone.ts'

describe('a number typed in any usual form is read, shown, dialled and compared in one', () => {
  test.each([
    ...[
      '03 21 21 62 62',
      '0321216262',
      '03.21.21.62.62',
      '03-21-21-62-62',
      '03/21/21/62/62',
      '03\u00a021\u00a021\u00a062\u00a062',
      '03\u202f21\u202f21\u202f62\u202f62',
      '  03 21 21 62 62 ',
      '+33 3 21 21 62 62',
      '+33321216262',
      '+33 (0)3 21 21 62 62',
      '+33 (0) 3 21 21 62 62',
      '0033 3 21 21 62 62',
      '(03) 21 21 62 62',
      '03 212 162 62',
    ].map((text) => [text, '03 21 21 62 62', 'tel:+33321216262', '0321216262']),
    ['06 12 34 56 78', '06 12 34 56 78', 'tel:+33612345678', '0612345678'],
    ['07.56.78.90.12', '07 56 78 90 12', 'tel:+33756789012', '0756789012'],
    ['09 69 39 00 62', '09 69 39 00 62', 'tel:+33969390062', '0969390062'],
    ['0 805 29 62 62', '0 805 29 62 62', 'tel:+33805296262', '0805296262'],
    ['0805296262', '0 805 29 62 62', 'tel:+33805296262', '0805296262'],
    ['08 05 29 62 62', '0 805 29 62 62', 'tel:+33805296262', '0805296262'],
    ['0 800 08 11 11', '0 800 08 11 11', 'tel:+33800081111', '0800081111'],
    ['0 811 70 30 20', '0 811 70 30 20', 'tel:+33811703020', '0811703020'],
    ['0 825 00 00 62', '0 825 00 00 62', 'tel:+33825000062', '0825000062'],
    ['0 892 68 31 31', '0 892 68 31 31', 'tel:+33892683131', '0892683131'],
    ['03 21 21 62 62 poste 12', '03 21 21 62 62 poste 12', 'tel:+33321216262', '0321216262'],
    ['0321216262, Poste 1234', '03 21 21 62 62 poste 1234', 'tel:+33321216262', '0321216262'],
    ['03 21 21 62 62 ext. 9', '03 21 21 62 62 poste 9', 'tel:+33321216262', '0321216262'],
    ['0321216262poste12', '03 21 21 62 62 poste 12', 'tel:+33321216262', '0321216262'],
  ])('« %s »', (text, shown, href, digits) => {
    expect(parsePhone(text)).toEqual({ ok: true, shown, href, digits })
  })

  test.each([
    ...['15', '17', '18', '112', '114', '115', '119', '191', '196', '197'].map((text) => [text, text]),
    ['3919', '39 19'],
    ['39 19', '39 19'],
    ['39.19', '39 19'],
    ['3114', '31 14'],
    ['1013', '10 13'],
    ['116000', '116 000'],
    ['116 006', '116 006'],
    ['116.117', '116 117'],
    ['118 712', '118 712'],
    ['3639 poste 2', '36 39 poste 2'],
  ])('the short number « %s » is shown « %s » and dialled as it is', (text, shown) => {
    const digits = shown.replace(/ poste.*/, '').replaceAll(' ', '')
    expect(parsePhone(text)).toEqual({ ok: true, shown, href: `tel:${digits}`, digits })
  })

  test.each([
    ['+262 262 12 34 56', '+262 262 12 34 56', 'tel:+262262123456', '262262123456'],
    ['+590 590 12 34 56', '+590 590 12 34 56', 'tel:+590590123456', '590590123456'],
    ['+32 2 234 56 78', '+32 2 234 56 78', 'tel:+3222345678', '3222345678'],
    ['0032 2 234 56 78', '+32 2 234 56 78', 'tel:+3222345678', '3222345678'],
  ])('a number overseas or abroad, « %s », keeps its prefix', (text, shown, href, digits) => {
    expect(parsePhone(text)).toEqual({ ok: true, shown, href, digits })
  })

  test('what is shown reads back as itself', () => {
    const shown = [
      '03 21 21 62 62 poste 12',
      '0 805 29 62 62',
      '39 19',
      '116 006',
      '115',
      '+32 2 234 56 78',
      '+262 262 12 34 56',
    ]
    expect(shown.map((text) => parsePhone(text))).toMatchObject(
      shown.map((text) => ({ ok: true, shown: text })),
    )
  })
})

describe('what is no number is refused with a sentence', () => {
  const NOT = 'n’est pas un numéro de téléphone'
  test.each([
    [
      '03 21 21 62',
      '« 03 21 21 62 » : il manque des chiffres (8 au lieu de 10), et ce n’est pas un numéro court connu.',
    ],
    ['111', '« 111 » : il manque des chiffres (3 au lieu de 10), et ce n’est pas un numéro court connu.'],
    ['4242', '« 4242 » : il manque des chiffres (4 au lieu de 10), et ce n’est pas un numéro court connu.'],
    ['', '«  » : il manque des chiffres (0 au lieu de 10), et ce n’est pas un numéro court connu.'],
    [
      '+33 15',
      '« +33 15 » : il manque des chiffres (4 au lieu de 10), et ce n’est pas un numéro court connu.',
    ],
    ['03 21 21 62 62 62', '« 03 21 21 62 62 62 » : il y a trop de chiffres (12 au lieu de 10).'],
    ['00 00 00 00 00', '« 00 00 00 00 00 » n’est pas un numéro de téléphone attribué en France.'],
    ['03 21 21 62 62 / 63', '« 03 21 21 62 62 / 63 » : il y a trop de chiffres (12 au lieu de 10).'],
    ...[
      'le 115',
      '03 21 21 62 62 (accueil)',
      '03 21 21 62 62 poste',
      'poste 12 bis',
      '*115#',
      '<b>115</b>',
      'tel:115',
      '０３ ２１',
    ].map((text) => [
      text,
      `« ${text} » ${NOT} : des chiffres seulement, et « poste 12 » à la fin s’il le faut.`,
    ]),
    ['1'.repeat(61), 'Numéro de téléphone trop long : 60 signes au plus.'],
    [`0${'\u00a0'.repeat(60_000)}x`, 'Numéro de téléphone trop long : 60 signes au plus.'],
  ])('« %.40s »', (text, message) => {
    expect(parsePhone(text)).toEqual({ ok: false, message })
  })
})

test.each([
  ['0805296262', 'gratuit'],
  ['0800000000', 'gratuit'],
  ['115', 'gratuit'],
  ['116006', 'gratuit'],
  ['0820202020', 'majore'],
  ['0899000000', 'majore'],
  ['0806000000', undefined],
  ['0321216216', undefined],
  ['3919', undefined],
  ['118218', undefined],
])('calling %s costs: %s', (digits, cost) => {
  expect(phoneCost(digits)).toBe(cost)
})
