import { describe, expect, test } from 'vitest'
import { composeMessage, type Letter } from '../../server/mail/message.ts'

const LETTER: Letter = {
  subject: 'Votre accès à WikiSol62',
  greeting: 'Bonjour Zoé,',
  paragraphs: ['Un compte a été créé pour vous.', 'Le lien vaut sept jours.'],
  action: { label: 'Choisir un mot de passe', url: 'https://guide.exemple.fr/lien/abc?x=1&y=2' },
  closing: 'À bientôt',
}

function made(changes: Partial<Letter> = {}, recipient = 'zoe@arras.fr') {
  const composed = composeMessage(recipient, { ...LETTER, ...changes })
  if (!composed.ok) throw new Error(composed.problems.join(' '))
  return composed.message
}

function problemsOf(recipient: string, changes: Partial<Letter> = {}): string[] {
  const composed = composeMessage(recipient, { ...LETTER, ...changes })
  return composed.ok ? [] : composed.problems
}

test('text and HTML say the same thing, the address in full in both', () => {
  const { recipient, subject, text, html } = made()
  expect([recipient, subject]).toEqual(['zoe@arras.fr', 'Votre accès à WikiSol62'])
  expect(text).toBe(`Bonjour Zoé,

Un compte a été créé pour vous.

Le lien vaut sept jours.

Choisir un mot de passe\u00a0:
https://guide.exemple.fr/lien/abc?x=1&y=2

À bientôt
`)
  expect(html).toContain('<html lang="fr">')
  expect(html).toContain(
    '<p><a href="https://guide.exemple.fr/lien/abc?x=1&amp;y=2">Choisir un mot de passe</a></p>',
  )
  expect(html).toContain('<br>https://guide.exemple.fr/lien/abc?x=1&amp;y=2</p>')
  for (const words of ['Bonjour Zoé,', ...LETTER.paragraphs, 'À bientôt'])
    expect(html).toContain(`<p>${words}</p>`)
})

test('a letter without a link has none', () => {
  const { action: _action, ...letter } = LETTER
  const composed = composeMessage('zoe@arras.fr', letter)
  expect(JSON.stringify(composed)).not.toMatch(/http|<a/)
})

test('nothing in the HTML is fetched from anywhere', () => {
  expect(made().html).not.toMatch(/<(?:img|link|script|style|iframe|object|svg|video)|\bsrc=|url\(|@import/i)
})

const HOSTILE = `</p><script>alert(1)</script><img src=x onerror=alert(1)>"'&`

test.each(['subject', 'greeting', 'closing'] as const)('HTML in the %s is shown as written', (part) => {
  const { html } = made({ [part]: HOSTILE })
  expect(html).not.toMatch(/<script|<img/)
  expect(html).toContain('&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;')
})

test('HTML in a paragraph or a label is shown as written', () => {
  const { html } = made({
    paragraphs: [HOSTILE],
    action: { label: HOSTILE, url: 'https://guide.exemple.fr/' },
  })
  expect(html).not.toMatch(/<script|<img/)
  expect(html.match(/&lt;script&gt;/g)).toHaveLength(2)
})

test('a name that holds ends of line adds no paragraph, nor a link of its own', () => {
  const { text, html } = made({ greeting: 'Bonjour Zoé\r\n\r\nhttps://mauvais.example\u2028\u202e,' })
  expect(text.split('\n')[0]).toBe('Bonjour Zoé https://mauvais.example ,')
  expect(html).toContain('<p>Bonjour Zoé https://mauvais.example ,</p>')
})

describe('header injection', () => {
  test.each([
    'Bonjour\r\nBcc: tous@exemple.fr',
    'Bonjour\nBcc: tous@exemple.fr',
    'Bonjour\rBcc: tous@exemple.fr',
    'Bonjour\r\n\r\n<p>corps</p>',
    'Bonjour\r\n Bcc: tous@exemple.fr',
    'Bonjour\n',
    '\r\nBonjour',
    'Bonjour\u0000',
    'Bonjour\u000b',
    'Bonjour\u000c',
    'Bonjour\u001b[31m',
    'Bonjour\u007f',
    'Bonjour\u0085Bcc: tous@exemple.fr',
    'Bonjour\u2028Bcc: tous@exemple.fr',
    'Bonjour\u2029Bcc: tous@exemple.fr',
    'Bonjour \u202Erf.elpmexe',
    'Bonjour \u2066x\u2069',
    'Bonjour\ud800',
    'Bonjour\tà tous',
  ])('the subject %j is refused', (subject) => {
    expect(problemsOf('zoe@arras.fr', { subject })).toEqual([
      'L’objet contient une fin de ligne ou un caractère invisible : il est refusé.',
    ])
  })

  test.each([
    ['', 'L’objet est vide.'],
    ['\u00a0 ', 'L’objet est vide.'],
    ['\u200b', 'L’objet est vide.'],
    ['é'.repeat(201), 'L’objet est trop long : 200 signes au plus.'],
  ])('the subject %j is refused', (subject, problem) => {
    expect(problemsOf('zoe@arras.fr', { subject })).toEqual([problem])
  })

  test.each([
    '',
    'zoe',
    'zoe@',
    '@arras.fr',
    'zoe@arras',
    'zoe@@arras.fr',
    'zoe@arras.fr\r\nBcc: tous@exemple.fr',
    'zoe@arras.fr\nRCPT TO:<tous@exemple.fr>',
    'zoe@arras.fr\n',
    '\nzoe@arras.fr',
    'zoe@arras.fr\u0000',
    'zoe\u0000@arras.fr',
    'zoe@arras.fr\u2028',
    'zoe@arras.fr, tous@exemple.fr',
    'zoe@arras.fr;tous@exemple.fr',
    'zoe@arras.fr tous@exemple.fr',
    'Zoé <zoe@arras.fr>',
    '<zoe@arras.fr>',
    '"zoe"@arras.fr',
    '"<img src=x onerror=alert(1)>"@arras.fr',
    'zoe(tous@exemple.fr)@arras.fr',
    'zoe@[127.0.0.1]',
    'zoé@arras.fr',
    'zoe@arrаs.fr',
    'zoe@-arras.fr',
    'zoe@arras..fr',
    'équipe:zoe@arras.fr;',
    `${'a'.repeat(65)}@arras.fr`,
    `zoe@${'a.'.repeat(125)}fr`,
  ])('the recipient %j is refused', (recipient) => {
    expect(problemsOf(recipient)).toEqual([
      'L’adresse de courriel n’est pas valable : écrivez nom@exemple.fr, 254 signes au plus.',
    ])
  })

  test.each(['zoe@arras.fr', "o'neil+guide@mail.pas-de-calais.fr", `${'a'.repeat(64)}@arras.fr`])(
    'the recipient %j is taken',
    (recipient) => {
      expect(made({}, recipient).recipient).toBe(recipient)
    },
  )

  test('254 signs are an address, 255 are not', () => {
    const address = (last: number) =>
      `${'z'.repeat(64)}@${['a'.repeat(63), 'b'.repeat(63), 'c'.repeat(last), 'fr'].join('.')}`
    expect([address(58).length, problemsOf(address(58)), problemsOf(address(59)).length]).toEqual([
      254,
      [],
      1,
    ])
  })
})

test.each([
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'data:text/html,x',
  'mailto:tous@exemple.fr',
  'ftp://exemple.fr/',
  'file:///etc/passwd',
  '//mauvais.example/',
  '/lien/abc',
  'lien/abc',
  '',
  'https:mauvais.example',
  'https:\\\\mauvais.example',
  'https://',
  'https://guide.exemple.fr\\@mauvais.example',
  'https://guide.exemple.fr@mauvais.example/',
  'https://guide:secret@mauvais.example/',
  'https://guide.exemple.fr/a b',
  'https://guide.exemple.fr/\r\nBcc: tous@exemple.fr',
  'https://guide.exemple.fr/\u0000',
  'https://guide.exemple.fr/\u202e',
  'https://guide.exemple.fr/"onmouseover=alert(1)',
  'https://guide.exemple.fr/<script>',
  ' https://guide.exemple.fr/',
])('the link %j is refused', (url) => {
  expect(problemsOf('zoe@arras.fr', { action: { label: 'Ouvrir', url } })).toEqual([
    'Le lien du message n’est pas une adresse http ou https.',
  ])
})

test.each(['https://guide.exemple.fr/lien/a-b_c', 'http://localhost:3000/lien/abc'])(
  'the link %j is taken as it is',
  (url) => {
    expect(made({ action: { label: 'Ouvrir', url } }).text).toContain(`\n${url}\n`)
  },
)

test('every fault is said at once', () => {
  expect(problemsOf('zoe', { subject: '', action: { label: 'x', url: 'x' } })).toHaveLength(3)
})
