import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { totpCode, totpStep } from '../../server/auth/totp.ts'
import { wikisol } from '../support/processes.ts'

let folder: string
let env: Record<string, string>

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wikisol-people-'))
  env = { WIKISOL_DATA_DIR: join(folder, 'data') }
  expect(wikisol(['migrate'], env).status).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const people = (words: string[], input?: string) => {
  const { status, out, err } = wikisol(['people', ...words, '--json'], env, input)
  return { status, said: out === '' ? { erreur: err } : JSON.parse(out) }
}
const add = (email: string, grant: string, more: string[] = [], input?: string) =>
  people(['add', '--email', email, '--name', 'Camille Essai', '--grant', grant, ...more], input)
const listed = () =>
  people(['list']).said.comptes as { adresse: string; habilitations: string[]; desactive_le: string | null }[]
const account = (email: string) => listed().find(({ adresse }) => adresse === email)

describe('accounts made at the machine', () => {
  test('a contributor is added with a password read from standard input', () => {
    const made = add(
      'a@ccas.example',
      'contributor:institution:caf-du-pas-de-calais',
      ['--password-stdin'],
      'un cheval mange des pommes vertes\n',
    )
    // Nothing was imported here: the account is made, and what its grant covers is said.
    expect(made).toEqual({
      status: 0,
      said: { ok: true, compte: 1, avertissements: [expect.stringContaining('« caf-du-pas-de-calais »')] },
    })
    expect(account('a@ccas.example')?.habilitations).toEqual(['contributor:institution:caf-du-pas-de-calais'])
    expect(JSON.stringify(people(['list']).said)).not.toContain('argon2')
  })

  test('a moderator gets a second factor, shown once, that makes right codes', () => {
    const { said } = add('m@ccas.example', 'moderator:theme:logement,contributor:everywhere')
    expect(said.totp.uri).toContain(said.totp.secret)
    expect(said.totp.codes_de_secours).toHaveLength(10)
    expect(totpCode(said.totp.secret, totpStep(new Date()))).toMatch(/^\d{6}$/)
    expect(JSON.stringify(people(['list']).said)).not.toContain(said.totp.secret)
    expect(account('m@ccas.example')?.habilitations).toEqual([
      'moderator:theme:logement',
      'contributor:everywhere',
    ])
  })

  test.each([
    ['an address twice', ['A@ccas.example', 'contributor:everywhere'], '', 'déjà cette adresse'],
    ['no address', ['personne', 'contributor:everywhere'], '', 'n’est pas valable'],
    [
      'a header in the address',
      ['a@b.example\r\nBcc: c@d.example', 'contributor:everywhere'],
      '',
      'n’est pas valable',
    ],
    ['an unknown role', ['z@ccas.example', 'root'], '', 'n’est pas un rôle'],
    ['a short password', ['z@ccas.example', 'contributor:everywhere'], 'court', '15'],
    ['a common password', ['z@ccas.example', 'contributor:everywhere'], 'motdepasse123456', ''],
  ])('%s is refused, and nothing is made', (_what, [email = '', grant = ''], password, message) => {
    const before = listed().length
    const { status, said } = add(email, grant, password === '' ? [] : ['--password-stdin'], password)
    expect(status).toBe(1)
    expect(said.erreur).toContain(message)
    expect(listed()).toHaveLength(before)
  })

  test('A13: the last administrator stays, whatever is asked', () => {
    add('chef@ccas.example', 'administrator')
    for (const words of [
      ['disable', '--email', 'chef@ccas.example'],
      ['revoke', '--email', 'chef@ccas.example', '--grant', 'administrator'],
    ]) {
      const { status, said } = people(words)
      expect([status, said.erreur]).toEqual([1, expect.stringContaining('dernier compte')])
    }
    expect(account('chef@ccas.example')).toMatchObject({
      habilitations: ['administrator'],
      desactive_le: null,
    })
  })

  test('grants come and go, an account is disabled and enabled, a second factor is taken off', () => {
    const on = (...words: string[]) => people([...words, '--email', 'a@ccas.example']).status
    expect(on('grant', '--grant', 'contributor:theme:logement')).toBe(0)
    expect(on('revoke', '--grant', 'contributor:institution:caf-du-pas-de-calais')).toBe(0)
    expect(on('revoke', '--grant', 'contributor:institution:caf-du-pas-de-calais')).toBe(1)
    expect(account('a@ccas.example')?.habilitations).toEqual(['contributor:theme:logement'])
    expect(on('disable')).toBe(0)
    expect(account('a@ccas.example')?.desactive_le).not.toBeNull()
    expect([on('enable'), on('reset-totp')]).toEqual([0, 0])
    expect(account('a@ccas.example')?.desactive_le).toBeNull()
  })

  test('lien-administrateur gives a link that leads to this machine, and the journal does not hold it', () => {
    const { status, said } = people(['lien-administrateur'])
    expect(status).toBe(0)
    expect(said.lien).toMatch(/^http:\/\/localhost:3000\/invitation\/[\w-]{43}$/)
  })

  test.each([
    [['vole'], 'n’est pas un acte'],
    [['disable'], '--email est attendu'],
    [['disable', '--email', 'inconnu@ccas.example'], 'Aucun compte'],
    [['grant', '--email', 'a@ccas.example'], '--grant est attendu'],
  ])('%j is refused with a sentence', (words, message) => {
    const { status, said } = people(words)
    expect([status, said.erreur]).toEqual([1, expect.stringContaining(message)])
  })
})
