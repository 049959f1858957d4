import { describe, expect, test } from 'vitest'
import {
  type Act,
  type Grant,
  may,
  mayGive,
  needsSecondFactor,
  parseGrant,
  type Standing,
  writeGrant,
} from '../../server/domain/permission.ts'

const grant = (text: string): Grant => {
  const parsed = parseGrant(text)
  if (typeof parsed === 'string') throw new Error(parsed)
  return parsed
}

/** A fiche of the CAF, on family benefits, in Lens. */
const CAF: Standing = { institutions: ['caf'], territories: ['lens-lievin'], themes: ['prestations'] }
const ADIL: Standing = { institutions: ['adil'], territories: ['pas-de-calais'], themes: ['logement'] }

const PEOPLE: Record<string, readonly Grant[] | undefined> = {
  visiteur: undefined,
  'sans habilitation': [],
  'contributeur CAF': [grant('contributor:institution:caf')],
  'modérateur CAF': [grant('moderator:institution:caf')],
  'modérateur Lens': [grant('moderator:territory:lens-lievin')],
  'modérateur logement': [grant('moderator:theme:logement')],
  'modérateur partout': [grant('moderator:everywhere')],
  administrateur: [grant('administrator')],
}

/** Act by act: who may, on the fiche of the CAF and on that of the ADIL (A01 and A02 read this table). */
const MATRIX: Record<Act, { caf: string[]; adil: string[] }> = (() => {
  const signedIn = Object.keys(PEOPLE).filter((who) => who !== 'visiteur')
  const all = { caf: signedIn, adil: signedIn }
  return {
    'voir-contacts-professionnels': all,
    proposer: all,
    'agir-aussitot': {
      caf: ['contributeur CAF', 'modérateur CAF', 'modérateur Lens', 'modérateur partout'],
      adil: ['modérateur logement', 'modérateur partout'],
    },
    relire: {
      caf: ['modérateur CAF', 'modérateur Lens', 'modérateur partout'],
      adil: ['modérateur logement', 'modérateur partout'],
    },
    'expliquer-la-recherche': {
      caf: [
        'modérateur CAF',
        'modérateur Lens',
        'modérateur logement',
        'modérateur partout',
        'administrateur',
      ],
      adil: [
        'modérateur CAF',
        'modérateur Lens',
        'modérateur logement',
        'modérateur partout',
        'administrateur',
      ],
    },
  }
})()

describe.each(Object.entries(MATRIX))('A02, %s', (act, allowed) => {
  test.each(Object.keys(PEOPLE))('%s', (who) => {
    expect(may(PEOPLE[who], act as Act, CAF)).toBe(allowed.caf.includes(who))
    expect(may(PEOPLE[who], act as Act, ADIL)).toBe(allowed.adil.includes(who))
  })
})

test.each([
  ['administrateurs', ['administrateur']],
  [
    'moderateurs',
    ['modérateur CAF', 'modérateur Lens', 'modérateur logement', 'modérateur partout', 'administrateur'],
  ],
] as const)('with TOTP_OBLIGATOIRE=%s a second factor is asked of %j', (policy, who) => {
  const asked = Object.keys(PEOPLE).filter((name) => needsSecondFactor(PEOPLE[name] ?? [], policy))
  expect(asked).toEqual(who)
})

describe('what may be given to others', () => {
  test.each([
    ['administrateur', 'administrator', true],
    ['administrateur', 'moderator:everywhere', true],
    ['modérateur CAF', 'contributor:institution:caf', true],
    ['modérateur CAF', 'contributor:institution:adil', false],
    ['modérateur CAF', 'contributor:territory:lens-lievin', false],
    ['modérateur CAF', 'moderator:institution:caf', false],
    ['modérateur CAF', 'administrator', false],
    ['modérateur partout', 'contributor:theme:logement', true],
    ['modérateur partout', 'contributor:everywhere', true],
    ['contributeur CAF', 'contributor:institution:caf', false],
    ['sans habilitation', 'contributor:institution:caf', false],
  ])('%s gives %s: %s', (who, given, allowed) => {
    expect(mayGive(PEOPLE[who] ?? [], grant(given))).toBe(allowed)
  })

  test.each([
    ['modérateur CAF', 'contributor:institution:caf-lens', true],
    ['modérateur CAF', 'moderator:institution:caf-lens', false],
    ['modérateur CAF', 'contributor:theme:caf-lens', false],
    ['contributeur CAF', 'contributor:institution:caf-lens', false],
    ['modérateur Lens', 'contributor:institution:caf-lens', false],
  ])('%s gives %s, for which the CAF answers: %s', (who, given, allowed) => {
    expect(mayGive(PEOPLE[who] ?? [], grant(given), ['caf'])).toBe(allowed)
  })
})

describe('a grant is written role:scope:target', () => {
  test.each([
    ['contributor:institution:caf'],
    ['moderator:territory:lens-lievin'],
    ['moderator:everywhere'],
    ['administrator'],
  ])('%s comes back the same', (text) => expect(writeGrant(grant(text))).toBe(text))

  test.each([
    ['root', '« root » n’est pas un rôle'],
    ['contributor:planet:x', '« planet » n’est pas un périmètre'],
    ['contributor:institution', 'demande une cible'],
    ['contributor:institution:a:b', 'n’est pas un périmètre'],
    ['moderator:everywhere:x', 'ne prend pas de cible'],
    ['administrator:institution:caf', 'l’est partout'],
    ['', 'n’est pas un rôle'],
  ])('« %s » is refused with a sentence', (text, message) => expect(parseGrant(text)).toContain(message))
})
