import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkPassword, normalPassword } from '../../server/domain/password.ts'
import { COMMON_PHRASES, COMMON_WORDS } from '../../server/domain/passwordList.ts'
import { fold } from '../../server/text/fold.ts'

const CONTEXT = ['jean.dupont@pasdecalais.fr', 'Jean Dupont', 'WikiSol62', 'du Pas-de-Calais']
const check = (password: string) => checkPassword(password, CONTEXT)

describe('a password that may be used', () => {
  test.each([
    ['four words', 'cheval agrafe batterie correct'],
    ['a sentence', 'Il pleut sur Arras le dimanche'],
    ['a sentence with accents', 'éléphant du jardin bleu qui danse'],
    ['random signs', 'Tr7#kQ9xW2!mZp4'],
    ['random letters', 'vhqkzbnwtjrpxgd'],
    ['random figures', '847261953018274'],
    ['random figures and a space', '8472619 5301827'],
    ['different emojis', '🐱🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🦆'],
    ['another script', 'съешь ещё этих мягких булок'],
    ['fifteen characters', 'vhqkzbnwt jrpxg'],
    ['spaces at its ends', '  vhqk zbnwt jrpxg  '],
    ['128 characters', `${'vhqkzbnwtjrpxgdc'.repeat(7)}fysmlaeuioqkz9t4`],
    ['a name among other words', 'Jean plante des courgettes violettes'],
  ])('is %s', (_what, password) => {
    expect(check(password)).toBeUndefined()
  })

  test('is nearly every one that a machine draws', () => {
    const drawn = Array.from({ length: 1_000 }, (_, index) => {
      const digest = createHash('sha256').update(String(index)).digest()
      return [digest.toString('base64url').slice(0, 15), digest.toString('hex').slice(0, 20)]
    }).flat()
    expect(drawn.filter((password) => check(password) !== undefined).length).toBeLessThan(10)
  })
})

describe('A22: the length', () => {
  test.each([
    ['', /a 0 caractère :/],
    ['é', /a 1 caractère :/],
    ['vhqkzbnwtjrpxg', /a 14 caractères : il en faut 15/],
    ['e\u0301'.repeat(14), /a 14 caractères/],
    ['🐱'.repeat(14), /a 14 caractères/],
    [`${'vhqkzbnwtjrpxgdc'.repeat(8)}x`, /trop long : 128/],
    ['🐱'.repeat(129), /trop long/],
    ['a'.repeat(10_000_000), /trop long/],
    ['e\u0301'.repeat(5_000_000), /trop long/],
  ])('is counted in characters (case %#)', (password, message) => {
    expect(check(password)).toMatch(message)
  })

  test('of 128 characters is accepted, however they are written', () => {
    expect(normalPassword('🐱'.repeat(128))).toBe('🐱'.repeat(128))
    expect(normalPassword('e\u0301'.repeat(128))).toBe('é'.repeat(128))
    // The longest decomposition that Unicode knows: four code points for one.
    expect(normalPassword('\u1f82'.normalize('NFD').repeat(128))).toBe('\u1f82'.repeat(128))
  })

  test.each(['vhqkzbnwtjrpxg\0d', 'vhqkzbnwtjrpxg\ud800d', '\0'.repeat(20)])(
    'does not save what cannot be written (case %#)',
    (password) => {
      expect(check(password)).toMatch(/ne s’écrit pas/)
    },
  )
})

describe('a password is refused', () => {
  test.each([
    ['aaaaaaaaaaaaaaa'],
    ['aaaaaaaaaaaaaab'],
    ['               '],
    ['🐱'.repeat(20)],
    ['abababababababab'],
    ['AbAbaBABabABABab'],
    ['Tr7#k'.repeat(4)],
    ['Tr7#kQ9xTr7#kQ9x'],
    ['passwordpassword'],
    ['iloveyouiloveyou'],
    ['m0td3p4ss3m0td3p4ss3'],
  ])('as repeated: %s', (password) => {
    expect(check(password)).toMatch(/répète/)
  })

  test.each([
    ['123456789012345'],
    ['987654321098765'],
    ['1234567890azertyuiop'],
    ['azertyuiop123456'],
    ['AZERTYuiop-123456'],
    ['azertyqsdfghwxcvbn'],
    ['qwertyuiopasdfgh'],
    ['poiuytrezaMLKJHGFDSQ'],
    ['abcdefghijklmnop'],
    ['abcdefgh12345678'],
    ['1a2z3e4r5t6y7u8i'],
    ['q1w2e3r4t5y6u7i8'],
    ['1qaz2wsx3edc4rfv'],
    ['11223344556677889900'],
    ['aaabbbcccdddeeefff'],
    ['147258369147258'],
    ['789456123 789456'],
  ])('as a run: %s', (password) => {
    expect(check(password)).toMatch(/suit l’ordre/)
  })

  test.each([
    ['jeandupont62000'],
    ['Jean.Dupont.1985'],
    ['DupontJean123456!'],
    ['dupont-dupont-62'],
    ['wikisolwikisol62'],
    ['WikiSol62-2026-2027'],
    ['W1k1s0l!W1k1s0l'],
    ['wikisol-pas-de-calais'],
    ['pasdecalais62000'],
    ['Pas-de-Calais-62'],
    ['pasdecalais.fr.2026'],
    ['jean.dupont@pasdecalais.fr'],
    ['azerty.dupont.1234'],
  ])('as made of what is known: %s', (password) => {
    expect(check(password)).toMatch(/votre nom/)
  })

  test.each([
    ['motdepasse12345'],
    ['Motdepasse-2026!'],
    ['M0tD3P@sse!2024'],
    ['mot de passe 1234567'],
    ['mon mot de passe secret'],
    ['bonjourbonjour1'],
    ['Bonjour2024Bonjour'],
    ['bonjour0612345678'],
    ['...bonjour.......'],
    ['p@$$w0rdp@$$w0rd1'],
    ['Password12345678'],
    ['password-azerty-1'],
    ['J’aimeLeChocolat!'],
    ['je t’aime mon amour'],
    ['JET’ÀIMEMONAMOUR'],
    ['soleil et chocolat 62'],
    ['administrateur1234'],
    ['changemechangeme2'],
    ['correct horse battery staple'],
    ['correcthorsebatterystaple1'],
    ['liberté égalité fraternité'],
    ['The quick brown fox jumps over the lazy dog'],
    ['Bienvenue chez les ch’tis'],
    ['iloveyou-iloveyou-2'],
    ['letmein letmein 99'],
    ['BienvenueBienvenue2026'],
    ['1loulouloulou-1'],
    ['marseille13marseille'],
    ['solidarites2026!'],
    ['secretariat-accueil'],
    ['4dm1n1str4t3ur!!'],
  ])('as common: %s', (password) => {
    expect(check(password)).toMatch(/trop courant/)
  })

  test('by what is known only where it is known', () => {
    expect(checkPassword('vhqkzbnw62000000', [])).toBeUndefined()
    expect(checkPassword('vhqkzbnw62000000', ['Vhqkzbnw'])).toMatch(/votre nom/)
  })

  test('whatever the context holds', () => {
    expect(
      checkPassword('cheval agrafe batterie correct', ['', '@', '...', 'é'.repeat(10_000), '\0']),
    ).toBeUndefined()
  })
})

describe('the list', () => {
  const entries = (list: string, separator: RegExp) =>
    list
      .split(separator)
      .map((entry) => fold(entry).replace(/[^a-z]/g, ''))
      .filter((entry) => entry !== '')
  const words = entries(COMMON_WORDS, /\s+/)
  const phrases = entries(COMMON_PHRASES, /\n|,/)

  test('holds more than 3,000 different words and phrases, in order', () => {
    expect(new Set([...words, ...phrases]).size).toBe(words.length + phrases.length)
    expect(words.length + phrases.length).toBeGreaterThan(5_000)
    expect([words, phrases]).toEqual([words.toSorted(), phrases.toSorted()])
  })

  test('refuses each of its entries padded to fifteen characters, doubled, and written with capitals and signs', () => {
    const passes = [...words, ...phrases].filter((entry) =>
      [
        entry.padEnd(Math.max(15, entry.length + 2), '1234567890123'),
        `${entry}${entry}`.padEnd(15, '2026!2027?2028'),
        `${entry.charAt(0).toUpperCase()}${entry.slice(1)} ${entry.toUpperCase()} 62 – 2026`.padEnd(15, '!'),
      ].some((password) => checkPassword(password, []) === undefined),
    )
    expect(passes).toEqual([])
  })
})
