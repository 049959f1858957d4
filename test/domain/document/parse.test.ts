import { describe, expect, test } from 'vitest'
import { KINDS } from '../../../server/domain/document/kinds.ts'
import { parseDocument, SOURCE_BYTES } from '../../../server/domain/document/parse.ts'

/** Fields that a kind requires; what a test says comes after, from line 3 on. */
const REQUIRED: Record<string, string> = {
  lieu: 'titre: Accueil\nresume: On y reçoit.\nthematiques: [a]\nterritoires: [b]\nresponsable: c',
  contact:
    'titre: Accueil\nresume: On y reçoit.\nthematiques: [a]\nterritoires: [b]\nresponsable: c\nfonction: Standard',
  dispositif: 'titre: Accueil\nresume: On y reçoit.\nthematiques: [a]\nterritoires: [b]\nresponsable: c',
  institution: 'titre: Accueil\nresume: On y reçoit.\nthematiques: [a]\nterritoires: [b]',
  territoire: 'titre: Accueil\ntype: epci\netendue: connue',
  aide: 'titre: Accueil\nresume: On y lit.',
}

const sourceOf = (nature: string, lines: string, body = '') =>
  `---\nnature: ${nature}\n${lines}\n${REQUIRED[nature]}\n---\n${body}`

const read = (nature: string, lines: string) => parseDocument(sourceOf(nature, lines))

function valueRead(nature: string, lines: string, key: string): unknown {
  const { document, problems } = read(nature, lines)
  expect(problems).toEqual([])
  return (document?.fields as Record<string, unknown> | undefined)?.[key]
}

describe('a value is read in canonical form', () => {
  test.each([
    [
      'a line, its spaces reduced',
      'lieu',
      'horaires_note: "  3   rue\\tde la Paix "',
      'horaires_note',
      '3 rue de la Paix',
    ],
    [
      'a line that keeps its French spaces',
      'lieu',
      'horaires_note: "a\u00a0: b"',
      'horaires_note',
      'a\u00a0: b',
    ],
    [
      'a line of several, folded',
      'lieu',
      'horaires_note: >\n  3 rue\n  de la Paix',
      'horaires_note',
      '3 rue de la Paix',
    ],
    [
      'a text without blank ends',
      'dispositif',
      'conditions: "\\n\\n un  \\n\\n deux \\n"',
      'conditions',
      'un\n\n deux',
    ],
    ['figures that keep their zero', 'lieu', 'sigle: 02100', 'sigle', '02100'],
    ['figures alone as a phone', 'lieu', 'telephone: 0321216216', 'telephone', '03 21 21 62 16'],
    ['a truth word as text', 'lieu', 'sigle: true', 'sigle', 'true'],
    ['a null word as text', 'lieu', 'sigle: null', 'sigle', 'null'],
    ['a choice', 'dispositif', 'frais: gratuit', 'frais', 'gratuit'],
    ['a reference', 'lieu', 'gestionnaire: caf-62', 'gestionnaire', 'caf-62'],
    [
      'places: slugs and INSEE codes',
      'territoire',
      'compose_de: [artois, "62041", 2A004]',
      'compose_de',
      ['artois', '62041', '2A004'],
    ],
    ['a commune', 'lieu', 'commune: 62041', 'commune', '62041'],
    ['a commune of Corsica', 'lieu', 'commune: 2B033', 'commune', '2B033'],
    ['a postcode', 'lieu', 'code_postal: 02100\ncommune: 62041', 'code_postal', '02100'],
    ['a phone, grouped', 'contact', 'telephone: +33 (0)3.21.21.62.62', 'telephone', '03 21 21 62 62'],
    [
      'an e-mail',
      'lieu',
      "courriel: o'neil+a@mail.pas-de-calais.fr",
      'courriel',
      "o'neil+a@mail.pas-de-calais.fr",
    ],
    [
      'an address of a page',
      'lieu',
      'site_web: https://www.caf.fr/a?b=c#d',
      'site_web',
      'https://www.caf.fr/a?b=c#d',
    ],
    [
      'hours, tidied',
      'lieu',
      'horaires: Mo - Fr 8:30-12:00 , 13:30-17:00',
      'horaires',
      'Mo-Fr 08:30-12:00,13:30-17:00',
    ],
    ['a number', 'dispositif', 'age: {min: 16}', 'age', { min: 16 }],
    ['a decimal with a comma', 'lieu', 'latitude: 50,291\nlongitude: 2.777', 'latitude', 50.291],
    ['a decimal, to the millionth', 'lieu', 'latitude: 50.29104589\nlongitude: -0', 'latitude', 50.291046],
    ['minus zero as zero', 'lieu', 'latitude: 1\nlongitude: -0.0', 'longitude', 0],
    ['« oui »', 'lieu', 'sans_rendez_vous: oui', 'sans_rendez_vous', true],
    ['« non »', 'lieu', 'sans_rendez_vous: non', 'sans_rendez_vous', false],
    ['a list on one line', 'lieu', 'langues: [fr, lsf]', 'langues', ['fr', 'lsf']],
    ['a list line by line', 'lieu', 'langues:\n- fr\n- lsf', 'langues', ['fr', 'lsf']],
    ['a list without its empty items', 'lieu', 'autres_noms: [a, "", " ", "\\u200b"]', 'autres_noms', ['a']],
    ['an empty list as none', 'lieu', 'langues: []', 'langues', undefined],
    ['an empty value as none', 'lieu', 'sigle:', 'sigle', undefined],
    ['an invisible value as none', 'dispositif', 'conditions: "\\u200b\\0"', 'conditions', undefined],
    ['an empty group as none', 'lieu', 'transport: {arret: ""}', 'transport', undefined],
    [
      'partial dates',
      'lieu',
      'sources: [{date: 2017}, {date: 2017-10}, {date: 2017-10-20}]',
      'sources',
      [{ date: '2017' }, { date: '2017-10' }, { date: '2017-10-20' }],
    ],
    [
      'a period',
      'lieu',
      'fermetures: [{du: 2026-12-24, au: 2027-01-02}]',
      'fermetures',
      [{ du: '2026-12-24', au: '2027-01-02' }],
    ],
    ['without YAML comments', 'lieu', 'sigle: CAF # à vérifier', 'sigle', 'CAF'],
  ] as [string, string, string, string, unknown][])('%s', (_what, nature, lines, key, value) => {
    expect(valueRead(nature, lines, key)).toEqual(value)
  })
})

describe('a value that cannot be read is named with its key, its line and a French sentence', () => {
  test.each([
    ['lieu', 'sigle: x'.padEnd(60, 'x'), 'sigle', 'Trop long : 53 signes, 40 au plus.'],
    [
      'dispositif',
      `conditions: ${'x'.repeat(4_001)}`,
      'conditions',
      'Trop long : 4001 signes, 4000 au plus.',
    ],
    [
      'dispositif',
      'frais: gratuits',
      'frais',
      'Valeur inconnue : « gratuits ». Vouliez-vous dire « gratuit » ?',
    ],
    ['dispositif', 'frais: cher', 'frais', 'Valeur inconnue : « cher ». Valeurs admises : gratuit, payant.'],
    [
      'dispositif',
      'frais: constructor',
      'frais',
      'Valeur inconnue : « constructor ». Valeurs admises : gratuit, payant.',
    ],
    [
      'lieu',
      'gestionnaire: CAF du 62',
      'gestionnaire',
      '« CAF du 62 » n’est pas l’identifiant d’une fiche : minuscules, chiffres et tirets.',
    ],
    [
      'lieu',
      'gestionnaire: ../caf',
      'gestionnaire',
      '« ../caf » n’est pas l’identifiant d’une fiche : minuscules, chiffres et tirets.',
    ],
    [
      'lieu',
      'commune: Arras',
      'commune',
      '« Arras » n’est pas un code INSEE de commune (5 signes, par exemple 62041).',
    ],
    [
      'lieu',
      'code_postal: 6200\ncommune: 62041',
      'code_postal',
      '« 6200 » n’est pas un code postal (5 chiffres).',
    ],
    [
      'lieu',
      'telephone: 03 21 21 62',
      'telephone',
      '« 03 21 21 62 » : il manque des chiffres (8 au lieu de 10), et ce n’est pas un numéro court connu.',
    ],
    ['lieu', 'courriel: a@b', 'courriel', '« a@b » n’est pas une adresse de courriel.'],
    [
      'lieu',
      'site_web: www.caf.fr',
      'site_web',
      'Adresse incomplète : « www.caf.fr ». Vouliez-vous dire « https://www.caf.fr » ?',
    ],
    [
      'lieu',
      'site_web: caf',
      'site_web',
      '« caf » n’est pas une adresse de page : elle commence par https:// ou http://.',
    ],
    [
      'lieu',
      'horaires: Mo-Fr 8h-12h',
      'horaires',
      'Horaires illisibles près de « Mo-Fr 8h-12h ». Exemple : Mo-Fr 08:30-12:00,13:30-17:00.',
    ],
    ['lieu', 'latitude: 91\nlongitude: 2', 'latitude', '« 91 » : le nombre doit être entre -90 et 90.'],
    ['lieu', 'latitude: 1e1\nlongitude: 2', 'latitude', '« 1e1 » n’est pas un nombre.'],
    ['aide', 'ordre: 1.5', 'ordre', '« 1.5 » n’est pas un nombre entier.'],
    ['lieu', 'sans_rendez_vous: true', 'sans_rendez_vous', '« true » : écrivez « oui » ou « non ».'],
    ['lieu', 'langues: fr', 'langues', 'Une liste est attendue : une ligne « - … » pour chaque valeur.'],
    ['lieu', 'transport: bus', 'transport', 'Des lignes « clé: valeur » décalées sont attendues ici.'],
    ['lieu', 'sigle: [a, b]', 'sigle', 'Une seule valeur est attendue ici.'],
    ['lieu', 'sigle: {a: b}', 'sigle', 'Une seule valeur est attendue ici.'],
    ['lieu', 'langues: [fr, lsf, fr]', 'langues[2]', 'Cette valeur est écrite deux fois.'],
    [
      'lieu',
      `autres_noms: [${Array.from({ length: 101 }, (_, i) => i)}]`,
      'autres_noms',
      'Trop de valeurs : 101, 100 au plus.',
    ],
    ['lieu', `telephone: ${'1'.repeat(1_001)}`, 'telephone', 'Trop long : 1001 signes, 1000 au plus.'],
    [
      'lieu',
      'fermetures: [{du: 2026-02-29, au: 2026-03-02}]',
      'fermetures[0].du',
      '« 2026-02-29 » n’est pas un jour : écrivez AAAA-MM-JJ, par exemple 2026-11-24.',
    ],
    [
      'lieu',
      'sources: [{date: 2017-13}]',
      'sources[0].date',
      '« 2017-13 » n’est pas une date : écrivez 2017, 2017-10 ou 2017-10-20.',
    ],
    [
      'lieu',
      'sources: [{faits: [A b]}]',
      'sources[0].faits[0]',
      '« A b » : minuscules sans accent, chiffres et tirets seulement.',
    ],
    ['lieu', 'fermetures: [{du: 2026-12-24}]', 'fermetures[0].au', 'La clé « au » manque.'],
    ['lieu', 'horaire: Mo', 'horaire', 'Clé inconnue : « horaire ». Vouliez-vous dire « horaires » ?'],
    [
      'lieu',
      'Téléphone: "115"',
      'Téléphone',
      'Clé inconnue : « Téléphone ». Vouliez-vous dire « telephone » ?',
    ],
    ['lieu', 'frais: gratuit', 'frais', 'Clé inconnue : « frais ».'],
    [
      'lieu',
      'transport: {arrêt: Gare}',
      'transport.arrêt',
      'Clé inconnue : « arrêt ». Vouliez-vous dire « arret » ?',
    ],
    ...['constructor', 'toString', '__proto__', 'hasOwnProperty'].map((key) => [
      'lieu',
      `${key}: x`,
      key,
      `Clé inconnue : « ${key} ».`,
    ]),
  ] as [string, string, string, string][])('%s, %s', (nature, lines, key, message) => {
    expect(read(nature, lines).problems).toEqual([{ key, line: 3, message }])
  })

  test('on its own line in a list, in a group of a list and after several lines', () => {
    const { problems } = read(
      'lieu',
      'sigle: A\nlangues:\n  - fr\n  - klingon\nfermetures:\n  - du: 2026-12-24\n    au: jamais',
    )
    expect(problems.map(({ key, line }) => [key, line])).toEqual([
      ['langues[1]', 6],
      ['fermetures[0].au', 9],
    ])
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//ailleurs.example',
    '/fiches',
    'ftp://a.fr',
    'https://caf.fr@ailleurs.example',
    'https://a:b@caf.fr',
    'https://localhost',
    'https://a.fr/"onclick="',
    'https://a.fr/<script>',
    'https://a.fr/b c',
    'https:a.fr',
    'java\\tscript:alert(1)',
    'https://',
  ])('the address « %s » is refused', (url) => {
    const { document, problems } = read('lieu', `site_web: "${url.replaceAll('"', '\\"')}"`)
    expect(problems).toMatchObject([{ key: 'site_web', line: 3 }])
    expect(document?.fields).not.toHaveProperty('site_web')
  })

  test.each([
    '"<img src=x onerror=alert(1)>"@a.fr',
    'a@b',
    '@a.fr',
    'a@',
    'a b@c.fr',
    'a@b..fr',
    'a@-b.fr',
    'a@b.fr, c@d.fr',
    'mailto:a@b.fr',
    'a@b.fr?bcc=c@d.fr',
    '<a@b.fr>',
    'é@b.fr',
    `${'a'.repeat(65)}@b.fr`,
    `a@${'b.'.repeat(130)}fr`,
  ])('the e-mail « %s » is refused', (email) => {
    const { document, problems } = read('lieu', `courriel: '${email}'`)
    expect(problems).toMatchObject([{ key: 'courriel', line: 3 }])
    expect(document?.fields).not.toHaveProperty('courriel')
  })
})

describe('what is required', () => {
  test.each(Object.entries({ ...KINDS }))(
    '%s: an empty document lacks every required key',
    (_kind, { nature }) => {
      const { problems } = parseDocument(`---\nnature: ${nature}\n---\n`)
      expect(problems).toContainEqual({ key: 'titre', line: 1, message: 'La clé « titre » manque.' })
      for (const { message } of problems) expect(message).toMatch(/^La clé « \w+ » manque\.$/)
    },
  )

  test('a key that is there but empty is missing at its line', () => {
    expect(parseDocument('---\nnature: aide\ntitre: Lire\nresume: ""\n---\n').problems).toEqual([
      { key: 'resume', line: 4, message: 'La clé « resume » manque.' },
    ])
  })

  test('a required value that cannot be read is told once', () => {
    expect(parseDocument('---\nnature: aide\ntitre: A\nresume: Lire.\n---\n').problems).toEqual([
      { key: 'titre', line: 3, message: 'Trop court : au moins 3 signes.' },
    ])
  })
})

describe('the nature', () => {
  const NATURES = 'institution, dispositif, lieu, contact, thematique, territoire, aide, thesaurus'
  test.each([
    ['titre: Abc', 2, `La clé « nature » manque. Valeurs admises : ${NATURES}.`],
    ['titre: Abc\nnature:', 3, `La clé « nature » manque. Valeurs admises : ${NATURES}.`],
    ['nature: [lieu]', 2, `La clé « nature » manque. Valeurs admises : ${NATURES}.`],
    ['nature: lieux', 2, 'Nature inconnue : « lieux ». Vouliez-vous dire « lieu » ?'],
    ['nature: Thématique', 2, 'Nature inconnue : « Thématique ». Vouliez-vous dire « thematique » ?'],
    ['nature: personne', 2, `Nature inconnue : « personne ». Valeurs admises : ${NATURES}.`],
  ])('%s: no document, and the natures that there are', (front, line, message) => {
    expect(parseDocument(`---\n${front}\n---\n`)).toMatchObject({ problems: [{ key: '', line, message }] })
    expect(parseDocument(`---\n${front}\n---\n`).document).toBeUndefined()
  })
})

describe('the whole text', () => {
  test.each([
    ['no front matter', 'Bonjour', 1, 'Le texte doit commencer par un en-tête entre deux lignes « --- ».'],
    ['nothing', '', 1, 'Le texte doit commencer par un en-tête entre deux lignes « --- ».'],
    [
      'a front matter that is not closed',
      '---\nnature: aide\n',
      1,
      'Le texte doit commencer par un en-tête entre deux lignes « --- ».',
    ],
    [
      'a blank line first',
      '\n---\nnature: aide\n---\n',
      1,
      'Le texte doit commencer par un en-tête entre deux lignes « --- ».',
    ],
    ['an empty front matter', '---\n---\n', 2, 'L’en-tête est vide.'],
    ['a comment alone', '---\n# rien\n---\n', 2, 'L’en-tête est vide.'],
    ['a list', '---\n- nature: aide\n---\n', 2, 'L’en-tête doit être une suite de lignes « clé: valeur ».'],
    ['a sentence', '---\nbonjour\n---\n', 2, 'L’en-tête doit être une suite de lignes « clé: valeur ».'],
    [
      'more than 64 KB',
      `---\nnature: aide\n---\n${'é'.repeat(SOURCE_BYTES / 2)}`,
      1,
      'Texte trop long : 64 Ko au plus.',
    ],
  ])('%s is refused', (_what, source, line, message) => {
    expect(parseDocument(source)).toMatchObject({ problems: [{ key: '', line, message }] })
    expect(parseDocument(source).document).toBeUndefined()
  })

  test('of exactly 64 KB is taken, its canonical form being no longer', () => {
    const head = '---\nnature: aide\ntitre: Lire\nresume: Lire.\n---\n\n'
    const source = `${head}${'a'.repeat(SOURCE_BYTES - head.length - 1)}\n`
    expect(parseDocument(source).problems).toEqual([])
  })

  test('whose canonical form would pass 64 KB is refused, since it could not be read again', () => {
    const words = Array.from({ length: 90 }, (_, i) => i.toString(36))
    const entries = Array.from({ length: 200 }, (_, i) => `{terme: t${i}, mots: [${words}]}`)
    const source = `---\nnature: thesaurus\ntitre: Mots\nthematique: a\nentrees: [${entries}]\n---\n`
    expect(new TextEncoder().encode(source).length).toBeLessThan(SOURCE_BYTES)
    expect(parseDocument(source).problems).toEqual([
      { key: '', line: 1, message: 'Texte trop long, une fois mis en forme : 64 Ko au plus.' },
    ])
  })

  test.each([
    ['Windows and Mac line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['old Mac line ends', (text: string) => text.replaceAll('\n', '\r')],
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['decomposed accents', (text: string) => text.normalize('NFD')],
    ['NUL and control characters', (text: string) => text.replaceAll('é', 'é\0\u0007\u009f')],
    ['marks that turn the direction', (text: string) => text.replaceAll('é', '\u202eé\u2066\u200f')],
    ['private-use characters and half surrogates', (text: string) => text.replaceAll('é', 'é\ue000\ud800')],
    ['spaces after the hyphens', (text: string) => text.replaceAll('---\n', '---  \n')],
  ])('with %s is the same document', (_what, spoil) => {
    const source = '---\nnature: aide\ntitre: Être aidé\nresume: Réponses.\n---\n\nÉté\n\ncafé.\n'
    expect(parseDocument(spoil(source)).problems).toEqual([])
    expect(parseDocument(spoil(source)).document).toEqual(parseDocument(source).document)
  })
})

describe('D05 YAML that serves no contributor is refused', () => {
  const MARKED = 'Les alias, ancres et étiquettes YAML (*, &, !) ne sont pas admis.'
  test.each([
    ['an anchor', 'sigle: &a x', 'sigle'],
    ['an anchor on nothing', 'sigle: &a', 'sigle'],
    ['an anchor on a list', 'langues: &a [fr]', 'langues'],
    ['an anchor on a key', '&a sigle: x', ''],
    ['a tag', 'sigle: !secret x', 'sigle'],
    ['a standard tag', 'sigle: !!str x', 'sigle'],
    ['a verbatim tag', 'sigle: !<tag:yaml.org,2002:str> x', 'sigle'],
    ['a bare tag', 'sigle: ! x', 'sigle'],
    ['a binary', 'sigle: !!binary YQ==', 'sigle'],
    ['a tag on a list', 'langues: !!seq [fr]', 'langues'],
    ['a tag on a key', '!!str sigle: x', ''],
  ])('%s', (_what, line, key) => {
    expect(read('lieu', line).problems).toEqual([{ key, line: 3, message: MARKED }])
  })

  test.each(['&a', '!!map', '!x'])('%s on the whole front matter', (mark) => {
    expect(parseDocument(`---\n${mark}\nnature: aide\ntitre: Lire\nresume: Lire.\n---\n`).problems).toEqual([
      { key: '', line: 3, message: MARKED },
    ])
  })

  test('an alias', () => {
    expect(
      read('lieu', 'sigle: &a x\nadresse: *a').problems.map(({ key, message }) => [key, message]),
    ).toEqual([
      ['sigle', MARKED],
      ['adresse', MARKED],
    ])
  })

  test.each([
    ['a merge key', '<<: {sigle: x}'],
    ['a list as a key', '? [a]\n: x'],
    ['an empty key', '"": x'],
  ])('%s', (_what, lines) => {
    expect(read('lieu', lines).problems).toEqual([
      { key: '', line: 3, message: 'Chaque ligne doit commencer par le nom d’une clé.' },
    ])
  })

  test.each([
    ['a key twice', 'sigle: a\nsigle: b', 4, 'Cette clé est écrite deux fois : gardez-en une.'],
    [
      'a key twice, once in quotes',
      'sigle: a\n"sigle": b',
      4,
      'Cette clé est écrite deux fois : gardez-en une.',
    ],
    [
      'a key twice in a group',
      'transport: {arret: a, arret: b}',
      3,
      'Cette clé est écrite deux fois : gardez-en une.',
    ],
    [
      'a colon in a bare value',
      'sigle: a: b',
      3,
      'Mettez cette valeur entre guillemets : elle contient « : ».',
    ],
    [
      'a tabulation',
      'langues:\n\t- fr',
      4,
      'Une tabulation décale cette ligne : remplacez-la par des espaces.',
    ],
    [
      'a quote that is not closed',
      'sigle: "a',
      3,
      'Il manque un signe ici : un guillemet, un crochet ou les deux-points.',
    ],
    ['a bracket that is not closed', 'langues: [fr', 3, undefined],
    ['a key without its colon', 'sigle\nadresse: a', 3, 'Il manque les deux-points après le nom de la clé.'],
    ['a reserved sign', 'sigle: @a', 3, undefined],
  ])('%s, at its line', (_what, lines, line, message) => {
    const { document, problems } = read('lieu', lines)
    expect(document).toBeUndefined()
    if (message !== undefined) expect(problems.map((problem) => problem.message)).toContain(message)
    expect(problems[0]?.line).toBeGreaterThanOrEqual(line)
    expect(problems.length).toBeGreaterThan(0)
  })

  test('more than six levels', () => {
    const nested = (depth: number) => `sigle: ${'['.repeat(depth)}a${']'.repeat(depth)}`
    const tooDeep = expect.objectContaining({ message: 'Trop de niveaux imbriqués : 6 au plus.' })
    expect(read('lieu', nested(5)).problems).not.toContainEqual(tooDeep)
    expect(read('lieu', nested(6)).problems).toContainEqual(tooDeep)
  })

  test.each([
    ['opening brackets', `a: ${'['.repeat(60_000)}`],
    ['closed brackets', `a: ${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['braces', `a: ${'{a: '.repeat(15_000)}`],
    ['hyphens', `a:\n${'- '.repeat(30_000)}x`],
    ['question marks', `${'? '.repeat(30_000)}x`],
    ['anchors', `a: ${'&a '.repeat(20_000)}`],
    ['tags', `a: ${'!a '.repeat(20_000)}`],
    ['reserved signs', '@\n'.repeat(30_000)],
    [
      'aliases of aliases',
      `a: &a [x]\n${Array.from({ length: 200 }, (_, i) => `b${i}: &b${i} [*a, *a, *a]`).join('\n')}`,
    ],
  ])(
    '64 KB of %s is refused with sentences, not with an exception, and not with thousands of them',
    (_what, lines) => {
      const { problems } = read('aide', lines)
      expect(problems.length).toBeGreaterThan(0)
      expect(problems.length).toBeLessThan(1_000)
      for (const { message } of problems) expect(message).toMatch(/^\p{Lu}.+\.$/su)
    },
  )

  test.each([
    ['spaces in the body', `a${' '.repeat(60_000)}b  `],
    ['no-break spaces in the body', `a${'\u00a0'.repeat(30_000)}b  `],
    ['blank lines in the body', `a${'\n'.repeat(60_000)}b`],
  ])('a long run of %s is kept', (_what, body) => {
    const { document, problems } = parseDocument(sourceOf('aide', 'ordre: 1', body))
    expect(problems).toEqual([])
    expect(document?.body).toBe(body.replace(/ {2}$/, ''))
  })
})

describe('the body', () => {
  const bodyOf = (body: string) => parseDocument(sourceOf('aide', 'ordre: 1', body)).document?.body

  test.each([
    ['loses blank lines around it', '\n \n\na\n\n \n', 'a'],
    ['loses spaces at the end of its lines', 'a \nb\t\nc\u00a0\nd', 'a\nb\nc\nd'],
    ['keeps the two spaces that break a line, and no more', 'a  \nb     \nc', 'a  \nb  \nc'],
    ['keeps the indentation of its first line', '\n    code\n', '    code'],
    ['keeps a line of hyphens', 'a\n\n---\n\nb', 'a\n\n---\n\nb'],
    ['keeps its blank lines', 'a\n\n\n\nb', 'a\n\n\n\nb'],
  ])('%s', (_what, body, canonical) => {
    expect(bodyOf(body)).toBe(canonical)
  })

  test.each([
    ['right after the front matter', '::: faux\na', 7],
    ['after blank lines', '\n\n::: faux\na', 9],
    ['after a line of spaces', ' \t\n\n::: faux\na', 9],
    ['after text', '\nun\n\n::: faux\na', 10],
  ])('a fault %s is told at its line of the whole text', (_what, body, line) => {
    expect(parseDocument(sourceOf('aide', 'ordre: 1', body)).problems).toEqual([
      {
        key: 'corps',
        line,
        message: 'Bloc « ::: faux » inconnu : utilisez territoire, attention ou astuce.',
      },
    ])
  })
})

test('an old text with unknown keys, bad values and missing ones still gives the rest of its document', () => {
  const { document, problems } = parseDocument(
    '---\nnature: lieu\ntitre: Ancien accueil\nfax: 03 21 00 00 00\nstatut: fermé\nlangues: [fr, latin]\nfermetures:\n  - du: 2017-01-01\n---\n\nOn y recevait.\n',
  )
  expect(document).toEqual({
    kind: 'site',
    fields: { nature: 'lieu', titre: 'Ancien accueil', langues: ['fr'], fermetures: [{ du: '2017-01-01' }] },
    body: 'On y recevait.',
  })
  expect(problems.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['fax', 'statut', 'langues[1]', 'fermetures[0].au', 'resume', 'responsable']),
  )
})

test('the line of a key is known, that of an item and of a group’s key too; 1 for what is not there', () => {
  const { lineOf } = read(
    'lieu',
    'langues:\n  - fr\n  - lsf\nfermetures:\n  - du: 2026-12-24\n    au: 2027-01-02',
  )
  expect(
    ['nature', 'langues', 'langues[1]', 'fermetures[0].au', 'langues[9]', 'archive'].map(lineOf),
  ).toEqual([2, 3, 5, 8, 3, 1])
})

test('a fiche linked by its address is asked for by its slug: the address would outlive a rename and tell a hidden slug', () => {
  const source =
    '---\nnature: aide\ntitre: Essai\nresume: Un essai.\n---\n\nVoir\n[la ligne](/fiches/ligne-interne) ou [[ligne-interne]].\n'
  expect(parseDocument(source).problems).toEqual([
    { key: 'corps', line: 8, message: expect.stringContaining('[[ligne-interne]]') },
  ])
})
