import { describe, expect, it } from 'vitest'
import { ownFactorPage } from '../../server/viewmodels/account.ts'
import { deadLinkPage, linkSentPage } from '../../server/viewmodels/doors.ts'
import { fieldView } from '../../server/viewmodels/form.ts'
import { resumePage } from '../../server/viewmodels/resume.ts'
import { context } from './guide.ts'

const factor = {
  key: 'k',
  problems: {},
  uri: 'otpauth://totp/a?secret=ABCD',
  secret: 'ABCDEFGH',
  canRemove: true,
}

describe('the second factor of one’s account', () => {
  it('tells the code of the new telephone from that of the former one', () => {
    const page = ownFactorPage({ ...factor, hasFactor: true }, context)
    expect(page.heading).toBe('Changer de téléphone')
    expect(page.form.fields.map(({ label }) => label)).toEqual([
      'Code affiché par le nouveau téléphone',
      'Votre mot de passe actuel',
      'Code affiché par l’ancien téléphone',
    ])
  })

  it('asks for one code where there was none', () => {
    const page = ownFactorPage({ ...factor, hasFactor: false }, context)
    expect(page.form.fields.map(({ name }) => name)).toEqual(['code', 'actuel'])
  })
})

describe('a one-time link', () => {
  it('that served leads to who has an account already', () =>
    expect(deadLinkPage('/invitation/x', context).links.map(({ url }) => url)).toEqual([
      '/connexion',
      '/mot-de-passe',
    ]))

  it('is not looked for in a mailbox where the guide sends no mail', () => {
    expect(linkSentPage(context).heading).toBe('Regardez vos courriels')
    const page = linkSentPage({ ...context, sendsMail: false })
    expect(page.heading).toBe('Demandez votre lien')
    expect(page.explanation).toContain('demandez à l’administration')
  })
})

describe('the words beside a field', () => {
  it('keep their quotation marks on their line', () => {
    const { hint, problem } = fieldView('a', 'A', { a: '« x » : inconnu' }, { hint: 'Ou « y ».' })
    expect([hint, problem]).toEqual(['Ou «\u00a0y\u00a0».', '«\u00a0x\u00a0»\u00a0: inconnu'])
  })
})

describe('a form that was kept', () => {
  it('names its fields in French, and is left for the page where it was', () => {
    const fields = { nom: 'Alice', perimetre: 'CAF', secret_du_jour: 'x' }
    const kept = (path: string) => resumePage({ path, fields, key: 'k', reason: 'signed in' }, context)
    expect(kept('/administration/comptes').fields.map(({ label }) => label)).toEqual([
      'Prénom et nom',
      'Périmètre',
      'Secret du jour',
    ])
    expect([kept('/administration/comptes').leave, kept('/compte/nom').leave]).toEqual([
      '/administration/comptes',
      '/compte',
    ])
  })
})
