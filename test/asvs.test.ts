import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LINK_LIFETIME } from '../server/auth/tokens.ts'
import { readConfig } from '../server/config.ts'
import { ACCESS, type Decision } from '../server/domain/access.ts'
import { checkPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../server/domain/password.ts'
import { type Act, type Grant, may, type Standing } from '../server/domain/permission.ts'
import { ROUTES } from '../server/routes/index.ts'

const DOCUMENT = readFileSync('docs/asvs.md', 'utf8')

interface Row {
  number: string
  level: string
  status: string
  /** The tests that show it, or why it is not, or what a test has to show. */
  evidence: string
}

const cellsOf = (line: string) => line.split('|').slice(1, -1)

const rows: Row[] = Array.from(DOCUMENT.matchAll(/^\| \d+\.\d+\.\d+ \|.*$/gm), ([line]) => {
  const [number = '', level = '', , status = '', evidence = '', ...more] = cellsOf(line).map((cell) =>
    cell.trim(),
  )
  if (more.length > 0) throw new Error(`${number} has a bar too many`)
  return { number, level, status, evidence }
})
const numbersOf = (found: readonly Row[]) => found.map(({ number }) => number)
const withStatus = (...statuses: string[]) => rows.filter(({ status }) => statuses.includes(status))

/** The levels of ASVS 5.0.0, requirement by requirement: « 6.1.1 » is of level 1, « 6.1.2 » and « 6.1.3 » of level 2. */
const LEVELS: Record<string, string> = {
  '6.1': '122',
  '6.2': '111111112222',
  '6.3': '11223333',
  '6.4': '112233',
  '6.5': '22222333',
  '6.6': '2223',
  '6.7': '33',
  '6.8': '2222',
  '7.1': '222',
  '7.2': '1111',
  '7.3': '22',
  '7.4': '11222',
  '7.5': '223',
  '7.6': '22',
  '8.1': '1233',
  '8.2': '1123',
  '8.3': '133',
  '8.4': '23',
}

test('the rows are the requirements of levels 1 and 2 of V6, V7 and V8, each once, in order', () => {
  const expected = Object.entries(LEVELS).flatMap(([section, levels]) =>
    Array.from(levels, (level, index) => `${section}.${index + 1} ${level}`),
  )
  expect(rows.map(({ number, level }) => `${number} ${level}`)).toEqual(
    expected.filter((each) => !each.endsWith(' 3')),
  )
})

test('every row has a status that is known, and words beside it', () => {
  const known = withStatus('tenu', 'non tenu', 'sans objet')
  expect(numbersOf(rows.filter((row) => !known.includes(row)))).toEqual([])
  expect(numbersOf(rows.filter(({ evidence }) => evidence === ''))).toEqual([])
})

/** « `test/auth/totp.test.ts › is good once` »: a file and a name as the source writes it, with its %s. */
const NAMED = /`(test\/[\w./-]+\.test\.ts) › ([^`]+)`/g

/** What is wrong with the tests that a text names; nothing when each is there. */
function faultsOf(evidence: string): string[] {
  return Array.from(evidence.matchAll(NAMED), ([, file = '', name = '']) => {
    if (!existsSync(file)) return `${file} is not there`
    return namesIn(readFileSync(file, 'utf8')).has(name) ? '' : `${file} has no test « ${name} »`
  }).filter((fault) => fault !== '')
}

/** Texts that begin a call, « test('… », « ])('… »; those of `describe` are no tests. */
function namesIn(source: string): Set<string> {
  const withoutGroups = source.replace(/^\s*describe\b.*$/gm, '')
  return new Set(
    Array.from(
      withoutGroups.matchAll(/(?:\b(?:test|it)|\))\(\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`\n]+)`)/g),
      ([, single, double, template]) => single ?? double ?? template ?? '',
    ),
  )
}

test('what is said to hold names tests, and every test that is named is there', () => {
  const silent = withStatus('tenu').filter(({ evidence }) => evidence.match(NAMED) === null)
  expect(numbersOf(silent)).toEqual([])
  expect(
    rows.flatMap(({ number, evidence }) => faultsOf(evidence).map((fault) => `${number}: ${fault}`)),
  ).toEqual([])
})

test.each([
  ['`test/absent.test.ts › is good once`', ['test/absent.test.ts is not there']],
  ['`test/auth/totp.test.ts › is good twice`', ['test/auth/totp.test.ts has no test « is good twice »']],
  ['`test/auth/totp.test.ts › base32`', ['test/auth/totp.test.ts has no test « base32 »']],
  ['`test/auth/totp.test.ts › %d steps away gives %s`', []],
])('of %s the faults are %j', (evidence, faults) => {
  expect(faultsOf(evidence)).toEqual(faults)
})

test('what does not hold, or does not apply, says why, in more than a word', () => {
  const short = withStatus('non tenu', 'sans objet').filter(({ evidence }) => evidence.length < 20)
  expect(numbersOf(short)).toEqual([])
})

test('the counts at the top are right', () => {
  const count = (status: string) => withStatus(status).length
  expect(DOCUMENT).toContain(
    `\nCompte : ${rows.length} exigences ; tenu ${count('tenu')} ; non tenu ${count('non tenu')} ; ` +
      `sans objet ${count('sans objet')}.\n`,
  )
})

function sectionOf(title: string): string {
  const [, text = ''] = DOCUMENT.split(`\n### ${title}\n`)
  return text.split('\n### ')[0] ?? ''
}

test('the figures written here are those of the code', () => {
  const hours = (kind: keyof typeof LINK_LIFETIME) => LINK_LIFETIME[kind] / 3_600_000
  expect(sectionOf('Mots de passe')).toContain(`De ${SHORTEST_PASSWORD} à ${LONGEST_PASSWORD} caractères`)
  const { sessions, throttle } = readConfig({})
  expect(sectionOf('Freins')).toMatch(
    /^\nDix échecs pour un compte et une adresse en 15 minutes, 600 pour une adresse/,
  )
  expect(sectionOf('Freins')).toContain('cinq codes')
  expect(throttle).toEqual({ account: 10, address: 600, code: 5 })
  expect(sectionOf('Sessions')).toContain(
    `${sessions.idle / 60_000} minutes sans passage (\`WIKISOL_SESSION_INACTIVITE\`), ${sessions.absolute / 3_600_000} heures en tout`,
  )
  const ways = sectionOf('Chemins d’entrée')
  expect(ways).toContain(
    `${hours('administrator')} heures pour le premier administrateur, ${hours('invitation') / 24} jours pour une invitation`,
  )
  expect(ways).toMatch(/lien d’oubli \| une heure,/)
  expect(hours('password')).toBe(1)
  expect(ways).toContain(`lien de changement d’adresse | ${hours('email')} heures,`)
})

test('the ways in written here are the only routes that set the cookie', () => {
  const ways = sectionOf('Chemins d’entrée')
  const files = readdirSync('server/routes').filter((file) =>
    /\bsetSessionCookie\(/.test(readFileSync(`server/routes/${file}`, 'utf8')),
  )
  expect(files.sort()).toEqual(['links.ts', 'secondFactor.ts', 'signIn.ts'])
  for (const path of ['/connexion', '/connexion/code', '/invitation/:jeton', '/compte/second-facteur']) {
    expect(ways).toContain(`\`${path}\``)
    expect(ROUTES.map((route) => route.path)).toContain(path)
  }
})

test('the words written here are refused in a password', () => {
  const words = {
    'l’adresse de courriel': 'vhqkz@exemple.fr',
    'le nom de la personne': 'Bwntj Rpxgd',
    'le nom du guide': 'Fysml',
    'son territoire': 'Qzkwv',
  }
  for (const [what, word] of Object.entries(words)) {
    expect(sectionOf('Mots de passe').replace(/\s+/g, ' ')).toContain(what)
    expect(checkPassword(word.padEnd(16, '6'), [word]), what).toMatch(/votre nom/)
  }
})

/** The lines of the tables of a section, their rules left out. */
function tablesOf(title: string): string[][] {
  return sectionOf(title)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => cellsOf(line).map((cell) => cell.trim()))
}

const STANDING: Standing = { institutions: ['caf'], territories: [], themes: [] }
const grants = (role: Grant['role'], target: string): Grant[] => [{ role, scope: 'institution', target }]

const PEOPLE: Record<string, readonly Grant[] | undefined> = {
  visiteur: undefined,
  'contributeur dedans': grants('contributor', 'caf'),
  'contributeur dehors': grants('contributor', 'adil'),
  'modérateur dedans': grants('moderator', 'caf'),
  'modérateur dehors': grants('moderator', 'adil'),
  administrateur: [{ role: 'administrator', scope: 'everywhere', target: '' }],
}

/** One answer for each act: an act that the code gains or loses does not compile until it stands here. */
const ACTS: Record<Act, true> = {
  'voir-contacts-professionnels': true,
  proposer: true,
  'agir-aussitot': true,
  relire: true,
  'expliquer-la-recherche': true,
}

test('the rights written here are those of the code', () => {
  const acts = Object.keys(ACTS) as Act[]
  const lines = tablesOf('Droits').filter((line) => line.length === 1 + Object.keys(PEOPLE).length)
  expect(lines).toEqual([
    ['acte', ...Object.keys(PEOPLE)],
    ...acts.map((act) => [
      `\`${act}\``,
      ...Object.values(PEOPLE).map((held) => (may(held, act, STANDING) ? 'oui' : 'non')),
    ]),
  ])
})

const DECISIONS: Record<Decision, string> = {
  allowed: 'oui',
  signIn: 'se connecter',
  forbidden: 'refus (403)',
  notFound: 'introuvable (404)',
}

test('the table of access written here is that of the code', () => {
  const lines = tablesOf('Droits').filter((line) => line.length === 6)
  const rows = Object.entries(ACCESS).flatMap(([right, objects]) =>
    Object.entries(objects).map(([object, cells]) => [
      `\`${right}\``,
      `\`${object}\``,
      ...(['nobody', 'contributor', 'moderator', 'administrator'] as const).map(
        (who) => DECISIONS[cells[who]],
      ),
    ]),
  )
  expect(lines.slice(1)).toEqual(rows)
})
