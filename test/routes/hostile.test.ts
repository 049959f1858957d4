import { randomBytes } from 'node:crypto'
import { JSDOM } from 'jsdom'
import type { Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changesOf } from '../../server/store/proposals.ts'
import { newApp, type TestApp } from '../support/app.ts'
import { formIn } from '../support/client.ts'
import { CAF, GUIDE } from '../support/fixtures.ts'
import { HOSTILE } from '../support/hostileMarkdown.ts'
import { type SignedIn, signedIn } from '../support/people.ts'
import { letters } from '../support/proposing.ts'
import { decide, type Fields, fillIn, proposalOf, propose } from '../support/writing.ts'

/** What an address may be in a page of the guide; everything else is somebody’s attempt. */
const GOOD_ADDRESS = /^(?:https?:\/\/|mailto:|tel:|\/(?![/\\])|[#?])/i
/** Names that would stand in for those of the browser. */
const CLOBBERING = new Set([
  ...['forms', 'cookie', 'body', 'head', 'location', 'domain', 'images', 'scripts', 'attributes', 'children'],
  ...['parentNode', 'createElement', 'getElementById', 'querySelector', 'defaultView', 'documentElement'],
  ...['submit', 'action', 'nodeName', 'innerHTML', 'firstChild', '__proto__', 'constructor', 'pwn', 'self'],
])

/** Everything in a page that could run, load, lead away or stand in for something; nothing where it is only text. */
function harmIn(html: string): string[] {
  const { document } = new JSDOM(html).window
  const found: string[] = []
  const forbidden =
    'iframe, object, embed, base, applet, frame, frameset, style, math, video, audio, source, track, portal, template, noscript, marquee, foreignObject, animate, set, meta[http-equiv]'
  for (const element of document.querySelectorAll(forbidden)) found.push(element.outerHTML)
  for (const script of document.querySelectorAll('script'))
    if (!/^\/assets\/[\w-]+\.js$/.test(script.getAttribute('src') ?? '') || script.textContent !== '')
      found.push(script.outerHTML)
  for (const image of document.querySelectorAll('img, image, link, input[type=image]'))
    if (!/^(?:\/|https?:\/\/guide\b)/.test(image.getAttribute('href') ?? image.getAttribute('src') ?? ''))
      found.push(image.outerHTML)
  for (const form of document.querySelectorAll('form'))
    if (!/^\/(?![/\\])/.test(form.getAttribute('action') ?? '')) found.push(form.outerHTML.slice(0, 200))
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$|^ping$|^background$/i.test(name)) found.push(`${name}=${value}`)
      const isAddress = /^(?:href|xlink:href|src|action|cite|data|poster)$/i.test(name)
      if (isAddress && !GOOD_ADDRESS.test(value)) found.push(`${name}=${value}`)
      if (/^(?:id|name)$/i.test(name) && CLOBBERING.has(value)) found.push(`${name}=${value}`)
      // What the control signs of a browser would make of it.
      if (isAddress && /[^\u0021-\u007e\u0080-\uffff]/.test(value))
        found.push(`${name}=${JSON.stringify(value)}`)
    }
  }
  document.defaultView?.close()
  return found
}

let guide: TestApp
let alice: SignedIn
let bruno: SignedIn
let carole: SignedIn
beforeAll(async () => {
  guide = await newApp({ fixtures: [...GUIDE, CAF], env: { PUBLIC_URL: 'https://guide.exemple.fr' } })
  alice = await signedIn(guide, ['contributor:institution:adil'], { name: '<img src=x onerror=pwn()>' })
  bruno = await signedIn(guide, ['contributor:institution:caf'], { name: 'Bruno' })
  carole = await signedIn(guide, ['moderator:everywhere'], { name: '"><script>pwn()</script>' })
})
afterAll(() => guide.close())

/** Sees that an answer is a page, or data that no browser takes for one, and that nothing in it does anything. */
function expectHarmless(answer: Response, path: string): void {
  expect([path, answer.status < 500]).toEqual([path, true])
  expect(answer.headers['x-content-type-options']).toBe('nosniff')
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  if (answer.type === 'text/html') expect([path, harmIn(answer.text)]).toEqual([path, []])
  else if (answer.status < 300 || answer.status > 399)
    expect(['application/json', 'text/markdown', 'application/xml', 'text/csv', '']).toContain(answer.type)
}

async function see(who: Pick<SignedIn, 'get'>, path: string): Promise<Response> {
  const answer = await who.get(path)
  expectHarmless(answer, path)
  return answer
}
const reader = { get: async (path: string) => guide.get(path) }

test('the detector sees what would do harm', () => {
  for (const bad of [
    '<script>pwn()</script>',
    '<p onclick=pwn()>',
    '<a href="javascript:pwn()">',
    '<a href=" java\nscript:pwn()">',
    '<a href="//tiers.example">',
    '<img src=https://tiers.example/p.gif>',
    '<iframe src=/></iframe>',
    '<meta http-equiv=refresh content="0;url=//tiers.example">',
    '<base href=//tiers.example>',
    '<form action=https://tiers.example><input></form>',
    '<p style="background:url(//tiers.example)">',
    '<a id=forms>',
    '<img name=cookie src=/a.png>',
    '<svg><animate attributeName=href values=javascript:pwn()></svg>',
    '<button formaction=javascript:pwn()>',
  ])
    expect([bad, harmIn(bad).length > 0]).toEqual([bad, true])
  expect(harmIn('<p>a</p><a href="https://a.fr">b</a><a href="/c" id="s-d">e</a>')).toEqual([])
  const sample = HOSTILE.filter((_, n) => n % 5 === 0)
  const seen = sample.filter(({ markdown }) => harmIn(markdown).length > 0).length
  expect(seen).toBeGreaterThan(sample.length / 3)
})

describe('X01, X03, X05, X06, X07, X09, X10: hostile words in every field of a proposal', () => {
  const size = 40
  const groups = Array.from({ length: Math.ceil(HOSTILE.length / size) }, (_, n) => ({
    n,
    texts: HOSTILE.slice(n * size, (n + 1) * size).map(({ markdown }) => markdown),
  }))

  /** Signs that the guide refuses in a link to a fiche are no attempt of this test. */
  const asLine = (text: string, most: number) => text.replaceAll(/\s+/g, ' ').slice(0, most)

  function fieldsOf(texts: readonly string[]): Fields {
    const [first = '', second = '', third = ''] = texts
    return {
      titre: asLine(`Titre ${first}`, 150).replace(/\.\s*$/, ''),
      sigle: asLine(second, 40),
      resume: asLine(`Résumé ${second} ${third}`, 400),
      mots_usuels: texts.map((text) => asLine(text, 200)).join('\n'),
      autres_noms: texts.map((text) => asLine(text, 200)).join('\n'),
      'liens.0.url': 'https://www.exemple.fr/page',
      'liens.0.libelle': asLine(first, 200),
      'sources.0.document': asLine(third, 300),
      'corps.0.texte': texts.join('\n\n'),
      resume_modification: asLine(first, 400),
      message: texts.join('\n').slice(0, 4_000),
    }
  }

  let whole = 0
  test.each(groups)('group $n is text everywhere', async ({ n, texts }) => {
    const page = '/fiches/adil/modifier?autre=1'
    const action = '/fiches/adil/modifier'
    const form = formIn((await see(alice, page)).text, action)
    const typed = { ...form, ...fieldsOf(texts) }
    // Kept by the script, then read back in the form, with its preview.
    const kept = await alice.post('/propositions/brouillon', { ...typed, fiche: 'adil' })
    expect([kept.status, kept.type]).toEqual([200, 'application/json'])
    const draft = `/propositions/${kept.body.proposition}/changements/1`
    await see(alice, draft)
    await see(alice, `/propositions/${kept.body.proposition}/apercu/1`)
    await see(alice, '/propositions')
    const editing = formIn((await alice.get(draft)).text, draft)
    const again = async (fields: Fields) => {
      const answer = await alice.post(draft, { ...editing, cle: alice.key(draft), ...fields })
      expectHarmless(answer, `${draft} ${fields.acte}`)
      return answer
    }
    const shown = await again({ acte: 'apercu' })
    const source = await again({ acte: 'mode:source', vu: formIn(shown.text, draft).vu ?? '' })
    let sent = await again({ acte: 'soumettre', vu: formIn(source.text, draft).vu ?? '' })
    const isWhole = sent.status === 303
    if (!isWhole) {
      // A body that the guide refuses as a whole: each of its texts alone, where it is one.
      for (const text of texts) {
        const tried = await again({
          acte: 'soumettre',
          vu: formIn(sent.text, draft).vu ?? '',
          'corps.0.texte': text,
          titre: `Essai ${n}`,
          resume: 'Un essai.',
          sigle: '',
        })
        sent = tried
        if (tried.status === 303) break
      }
    }
    expect([n, sent.status]).toEqual([n, 303])
    if (isWhole) whole += 1
    const id = proposalOf(sent)
    const proposal = `/propositions/${id}`
    const [words = ''] = texts
    expectHarmless(await carole.post(`${proposal}/commenter`, { commentaire: texts.join('\n') }), 'comment')
    await decide(carole, id, 'demander', words)
    for (const path of [
      proposal,
      `${proposal}?vue=colonnes`,
      `${proposal}/apercu/1`,
      '/relecture?onglet=toutes',
      '/relecture?onglet=precisions',
    ])
      await see(carole, path)
    for (const path of [proposal, `${proposal}?vue=colonnes`, `${proposal}/apercu/1`, draft, '/propositions'])
      await see(alice, path)
    await see(carole, `${proposal}/corriger/1`)
    const odd = await fillIn(carole, proposal, {
      to: `${proposal}/avis`,
      avis: 'refuser',
      message: '',
      commentaire: words,
    })
    expectHarmless(odd, 'refusal without words')

    if (n % 3 === 0) {
      const refused = await decide(carole, id, 'refuser', texts.join('\n').slice(0, 4_000))
      expectHarmless(refused, 'refused')
      await see(alice, proposal)
      await see(alice, '/propositions')
      await see(carole, '/relecture?onglet=traitees')
      return
    }
    // Somebody else writes from the version before: both are asked about.
    const other = formIn((await bruno.get(page)).text, action)
    const accepted = await decide(carole, id, 'accepter')
    expect([n, accepted.headers.location]).toEqual([
      n,
      expect.stringContaining('/relecture?fait=publiee&proposition='),
    ])
    const conflict = await bruno.post(action, {
      ...other,
      ...fieldsOf(texts.toReversed()),
      acte: 'soumettre',
    })
    expectHarmless(conflict, 'conflict')
    if (conflict.status === 409) {
      const [, to = ''] = /action="(\/propositions\/\d+\/conflit\/1)"/.exec(conflict.text) ?? []
      await see(bruno, to)
      expectHarmless(await fillIn(bruno, to, {}), to)
    }
    await see(bruno, '/propositions')
    for (const path of [
      '/',
      '/fiches',
      '/fiches/adil',
      '/fiches/adil.md',
      '/fiches/adil/historique',
      '/fiches/adil/comparer',
      '/fiches/adil/comparer?vue=colonnes',
      '/api/v1/fiches/adil',
      '/sitemap.xml',
      `/recherche?q=${encodeURIComponent(words.slice(0, 150))}`,
      `/api/v1/suggestions?q=${encodeURIComponent(words.slice(0, 150))}`,
      `/fiches/${encodeURIComponent(words.slice(0, 60))}`,
    ])
      await see(reader, path)
    await see(carole, '/relecture?onglet=traitees')
    await see(alice, '/fiches/adil/modifier?autre=1&version=1')
    // The slate is clean for the next group.
    await decide(carole, await propose(alice, 'adil', cleanText()), 'accepter')
  })

  function cleanText(): Fields {
    return {
      titre: 'Agence d’information sur le logement',
      sigle: 'ADIL',
      resume: 'Conseille gratuitement.',
      mots_usuels: '',
      autres_noms: '',
      'liens.0.url': '',
      'liens.0.libelle': '',
      'sources.0.document': '',
      'corps.0.texte': 'Un texte.',
    }
  }

  test('letters of all that are letters, and lead to the guide', async () => {
    // Most groups were sent as they are, body included.
    expect(whole).toBeGreaterThan(groups.length / 2)
    const posted = await letters(guide.context.database)
    expect(posted.length).toBeGreaterThan(20)
    for (const { text } of posted) {
      const html = text.slice(text.indexOf('<!doctype'))
      const { document } = new JSDOM(html).window
      expect(document.querySelectorAll('script, img, iframe, object, form, base, link').length).toBe(0)
      for (const element of document.querySelectorAll('*'))
        for (const { name } of element.attributes) expect(name).not.toMatch(/^on/i)
      for (const link of document.querySelectorAll('a'))
        expect(link.getAttribute('href')).toMatch(/^https:\/\/guide\.exemple\.fr\/propositions\/\d+$/)
      document.defaultView?.close()
    }
  })
})

describe('X02: addresses that are none', () => {
  const ADDRESSES = [
    'javascript:pwn()',
    'JaVaScRiPt:pwn()',
    'java\tscript:pwn()',
    ' javascript:pwn()',
    '\u0001javascript:pwn()',
    '&#x6A;avascript:pwn()',
    'data:text/html,<script>pwn()</script>',
    'vbscript:pwn()',
    'file:///etc/passwd',
    '//tiers.example',
    '\\\\tiers.example',
    'https:tiers.example',
    'https://user:pass@tiers.example',
    'https://<script>.fr',
    'ftp://tiers.example',
    'blob:https://a.fr/1',
  ]
  test.each(ADDRESSES)('« %s » is refused beside its field, or is no link', async (url) => {
    for (const name of ['site_web', 'liens.0.url', 'sources.0.url']) {
      const sent = await fillIn(alice, '/fiches/adil/modifier?autre=1', {
        [name]: url,
        ...(name === 'liens.0.url' ? { 'liens.0.libelle': 'Un lien' } : {}),
        ...(name === 'sources.0.url' ? { 'sources.0.document': 'Un document' } : {}),
        resume_modification: 'Un lien',
      })
      expectHarmless(sent, name)
      expect([name, sent.status]).toEqual([name, 422])
      expect(sent.text).toContain(`id="${name}-faute"`)
    }
    const id = await propose(alice, 'adil', {
      'corps.0.texte': `Un [lien](${url}) et <${url}>.`,
      sigle: randomBytes(3).toString('hex'),
    }).catch(() => 0)
    if (id === 0) return
    await see(carole, `/propositions/${id}`)
    await see(carole, `/propositions/${id}/apercu/1`)
    await alice.post(`/propositions/${id}/retirer`)
  })
})

test.each([
  '"<img src=x onerror=alert(1)>"@a.fr',
  'a@a.fr<script>pwn()</script>',
  'a@a.fr?bcc=b@b.fr',
  'a@a.fr%0Abcc:b@b.fr',
  'a@a.fr\r\nbcc: b@b.fr',
  'mailto:a@a.fr',
  'a@a.fr, b@b.fr',
  '" onmouseover="pwn()"@a.fr',
  'а@раsdecalais.fr',
])(
  'X11: « %s » is no address of courriel: it is refused beside its field, and shown as text',
  async (courriel) => {
    const sent = await fillIn(alice, '/fiches/adil/modifier?autre=1', {
      courriel,
      resume_modification: 'Courriel',
    })
    expect(sent.status).toBe(422)
    expect(sent.text).toContain('id="courriel-faute"')
    expectHarmless(sent, courriel)
  },
)

describe('X12: words that pass for others', () => {
  test('a link to a host of two alphabets shows what it is', async () => {
    const id = await propose(alice, 'adil', {
      'corps.0.texte': 'Voir http://раsdecalais.fr et [le site](https://раsdecalais.fr/a).',
    })
    const { text } = await see(carole, `/propositions/${id}/apercu/1`)
    const { document } = new JSDOM(text).window
    const links = [...document.querySelectorAll('a[href*="xn--"]')]
    expect(links.length).toBe(2)
    for (const link of links) expect(link.textContent).toContain('xn--')
    await alice.post(`/propositions/${id}/retirer`)
  })

  test('signs that turn a text round, or that nobody sees, are in none that is sent', async () => {
    const odd = (text: string) => `\u202e${text}\u2066\u200b\ufeff\u00ad`
    const id = await propose(alice, 'adil', {
      titre: odd('Agence du logement'),
      resume: odd('Conseille.'),
      mots_usuels: odd('juriste'),
      'corps.0.texte': odd('Un texte.'),
      resume_modification: odd('Une correction'),
      message: odd('Un message'),
    })
    const [change] = await changesOf(guide.context.database.read, id)
    expect(change?.source).toContain('titre: Agence du logement\n')
    const shown = [change?.source ?? '', (await carole.get(`/propositions/${id}`)).text]
    for (const text of shown) expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/)
    await alice.post(`/propositions/${id}/retirer`)
  })
})

describe('D02: texts that are too long', () => {
  test('over 64 KB once decoded, the form comes back with the text; the draft has it', async () => {
    const long = `${'é'.repeat(36_000)} FIN`
    const sent = await fillIn(alice, '/fiches/adil/modifier?autre=1', {
      'corps.0.texte': long,
      resume_modification: 'Un long texte',
    })
    expect([sent.status, sent.text.includes(long)]).toEqual([422, true])
    const { proposition } = formIn(sent.text, '/fiches/adil/modifier')
    expect((await alice.get(`/propositions/${proposition}/changements/1`)).text).toContain(long)
    await alice.post(`/propositions/${proposition}/supprimer`)
  })

  test.each(['/fiches/adil/modifier', '/propositions/brouillon', '/relecture'])(
    'over 512 KB, %s refuses it unread',
    async (path) => {
      const sent = await alice.post(path, { fiche: 'adil', 'corps.0.texte': 'x'.repeat(530_000) })
      expect(sent.status).toBe(413)
    },
  )

  test('so does a form of more fields than any has', async () => {
    const fields = Object.fromEntries(Array.from({ length: 1_200 }, (_, n) => [`titre.${n}`, '']))
    expect((await alice.post('/propositions/brouillon', { fiche: 'adil', ...fields })).status).toBe(413)
  })
})

describe('D06: two long texts that have nothing in common', () => {
  const words = (count: number) =>
    Array.from({ length: count }, () => randomBytes(4).toString('hex'))
      .join(' ')
      .replaceAll(/((?:\w+ ){40})/g, '$1\n\n')

  test('are compared whole, and merged by asking; the guide answers others meanwhile', async () => {
    const [one, two, three] = [words(6_500), words(6_500), words(6_500)]
    await decide(carole, await propose(alice, 'caf', { 'corps.0.texte': one }), 'accepter')
    const other = formIn((await bruno.get('/fiches/caf/modifier?autre=1')).text, '/fiches/caf/modifier')
    const id = await propose(alice, 'caf', { 'corps.0.texte': two })
    const paths = [`/propositions/${id}`, `/propositions/${id}?vue=colonnes`, '/relecture?onglet=toutes']
    const answers = await Promise.all(
      paths.flatMap((path) => [carole.get(path), reader.get('/sante'), reader.get('/recherche?q=loyer')]),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    // One piece that goes and one that comes, not thousands of words.
    const page = answers[0]?.text ?? ''
    expect(
      [page.match(/<ins/g)?.length ?? 0, page.match(/<del/g)?.length ?? 0].every((count) => count < 1_000),
    ).toBe(true)
    await decide(carole, id, 'accepter')
    const compared = await reader.get('/fiches/caf/comparer')
    expect(compared.status).toBe(200)
    const [merged, health] = await Promise.all([
      bruno.post('/fiches/caf/modifier', {
        ...other,
        'corps.0.texte': three,
        resume_modification: 'Un autre',
        acte: 'soumettre',
      }),
      reader.get('/sante'),
    ])
    expect([merged.status, health.status]).toEqual([409, 200])
    expect(merged.text).toContain(three.slice(0, 100))
    expect(merged.text).toContain(two.slice(0, 100))
  })
})
