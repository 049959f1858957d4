import { expect, test } from 'vitest'
import type { Document } from '../../../server/domain/document/document.ts'
import { fieldsInWords } from '../../../server/domain/document/wording.ts'

const titleOf = (to: string, slug: string) => `<${to} ${slug}>`
const words = (kind: Document['kind'], fields: object) =>
  fieldsInWords({ kind, fields, body: '' } as unknown as Document, titleOf)

test('fields are told in the declared order, under their French labels, without the nature', () => {
  expect(words('help', { ordre: 3, titre: 'Lire', nature: 'aide' })).toEqual([
    { key: 'titre', label: 'Titre', values: ['Lire'] },
    { key: 'ordre', label: 'Rang', values: ['3'] },
  ])
})

test.each([
  ['a choice by its label', 'scheme', { frais: 'gratuit' }, ['Gratuit']],
  ['a choice that no longer exists as it was written', 'scheme', { frais: 'offert' }, ['offert']],
  ['a list of choices', 'site', { langues: ['fr', 'lsf'] }, ['français', 'langue des signes française']],
  ['a reference by the title of its target', 'site', { gestionnaire: 'caf' }, ['<institution caf>']],
  ['a list of references', 'scheme', { lieux: ['a', 'b'] }, ['<site a>', '<site b>']],
  ['a commune by its name', 'site', { commune: '62041' }, ['<place 62041>']],
  ['a truth', 'site', { sans_rendez_vous: true }, ['oui']],
  ['its contrary', 'site', { sans_rendez_vous: false }, ['non']],
  [
    'hours in sentences',
    'site',
    { horaires: 'Mo 08:00-12:00; PH off' },
    ['Lundi\u00a0: 8\u00a0h à 12\u00a0h', 'Jours fériés\u00a0: fermé'],
  ],
  ['a text line by line', 'scheme', { conditions: 'Un.\n\nDeux.' }, ['Un.', 'Deux.']],
  ['zero', 'site', { latitude: 0 }, ['0']],
  ['a group on one line', 'scheme', { age: { max: 25, min: 16 } }, ['à partir de 16 · jusqu’à 25']],
  [
    'groups of a list',
    'contact',
    { absences: [{ du: '2026-12-24', au: '2027-01-02', relais: 'r' }] },
    ['du 24\u00a0décembre 2026 au 2\u00a0janvier 2027 · Relais <contact r>'],
  ],
  [
    'a date, as far as it is known',
    'scheme',
    { sources: [{ document: 'D', date: '2017-10' }] },
    ['document D · date octobre 2017'],
  ],
  [
    'a list in a group',
    'contact',
    { couvre: [{ thematiques: ['a', 'b'] }] },
    ['Thématiques <theme a>, <theme b>'],
  ],
] as [string, Document['kind'], object, string[]][])('%s', (_what, kind, fields, values) => {
  expect(words(kind, fields).map((field) => field.values)).toEqual([values])
})
