import { describe, expect, it } from 'vitest'
import type { Document } from '../../../server/domain/document/document.ts'
import type { FieldsByKind } from '../../../server/domain/document/keys.ts'
import { FICHE_KINDS } from '../../../server/domain/document/kinds.ts'
import { withAct } from '../../../server/domain/editing/acts.ts'
import { completeness } from '../../../server/domain/editing/completeness.ts'
import { QUICK_EDITS, quickEdit } from '../../../server/domain/editing/quick.ts'
import { inOtherMode, readTyped } from '../../../server/domain/editing/read.ts'
import { suggestedWords } from '../../../server/domain/editing/suggestedWords.ts'
import { emptyTyped, isShown, keepTyped, type Typed, typedOf } from '../../../server/domain/editing/typed.ts'
import { SITE } from '../../viewmodels/editingExamples.ts'
import { guide } from './guide.ts'

const typed = typedOf(SITE, guide)
const read = (more: Record<string, string>, base: Document | undefined = SITE) =>
  readTyped('site', { ...typed, ...more }, { base, guide })
const fields = (more: Record<string, string>) =>
  read(more).document?.fields as unknown as Record<string, unknown>

describe('what is typed in a form', () => {
  it.each([
    [
      'a day as people write it',
      { 'fermetures.0.du': '1/12/2026', 'fermetures.0.au': '02/12/2026' },
      'fermetures',
      [{ du: '2026-12-01', au: '2026-12-02', motif: 'Fêtes' }],
    ],
    [
      'a closure of one day',
      { 'fermetures.0.au': '' },
      'fermetures',
      [{ du: '2026-12-24', au: '2026-12-24', motif: 'Fêtes' }],
    ],
    [
      'a row that was emptied',
      { 'fermetures.0.du': '', 'fermetures.0.au': ' ', 'fermetures.0.motif': '' },
      'fermetures',
      undefined,
    ],
    [
      'a source that was emptied, with its unseen facts',
      { 'sources.0.document': '', 'sources.0.date': '' },
      'sources',
      undefined,
    ],
    ['a row further down', { 'contacts.7': '115' }, 'contacts', ['numero-vert', 'samu-social']],
    ['the same contact twice', { 'contacts.1': 'Numéro vert' }, 'contacts', ['numero-vert']],
    ['lines', { mots_usuels: 'caf\r\n\r\n  alloc \ncaf' }, 'mots_usuels', ['caf', 'alloc']],
    ['a word that was offered', { 'mots_usuels.propose.0': 'alloc' }, 'mots_usuels', ['caf', 'alloc']],
    [
      'boxes, in the order of the form',
      { 'publics.jeunes': 'oui', 'publics.familles': 'oui' },
      'publics',
      ['familles', 'jeunes'],
    ],
    [
      'boxes that hold their rank',
      { 'publics.jeunes': '1', 'publics.familles': '2' },
      'publics',
      ['jeunes', 'familles'],
    ],
    ['a telephone', { telephone: '0321216262' }, 'telephone', '03 21 21 62 62'],
    ['an address as people write it', { site_web: 'www.caf.fr' }, 'site_web', 'https://www.caf.fr'],
    ['a commune by its postcode', { commune: '62300' }, 'commune', '62498'],
    ['yes or no', { sans_rendez_vous: 'non' }, 'sans_rendez_vous', false],
  ])('is read: %s', (_, more, key, value) =>
    expect(fields(more as unknown as Record<string, string>)[key]).toEqual(value),
  )

  it.each([
    [{ titre: '' }, 'titre', 'Donnez un titre.'],
    [{ titre: 'Un titre.' }, 'titre', 'Le titre ne finit pas par un point.'],
    [{ 'thematiques.0': '' }, 'thematiques.0', 'Choisissez au moins une thématique.'],
    [
      { responsable: 'personne' },
      'responsable',
      'Aucune institution du guide ne s’appelle « personne ». Choisissez dans la liste.',
    ],
    [{ code_postal: '6200' }, 'code_postal', '4 chiffres, il en faut 5.'],
    [{ adresse: '1 rue', commune: '' }, 'commune', 'Une adresse demande aussi la commune.'],
    [{ 'fermetures.0.du': '' }, 'fermetures.0.du', 'Indiquez le premier jour.'],
    [{ 'fermetures.0.au': '2026-12-01' }, 'fermetures.0.au', 'Le dernier jour vient avant le premier.'],
    [
      { 'fermetures.3.du': '5/1/2027', 'fermetures.3.au': '4/1/2027' },
      'fermetures.3.au',
      'Le dernier jour vient avant le premier.',
    ],
    [{ 'liens.0.url': 'https://a.fr' }, 'liens.0.libelle', 'Dites ce qu’on y trouve.'],
    [
      { 'publics.tous-publics': 'oui', 'publics.jeunes': 'oui' },
      'publics',
      '« Tous publics » se suffit à lui-même : décochez les autres, ou celui-ci.',
    ],
    [{ 'horaires.osm': 'n’importe', ...blankWeek() }, 'horaires.osm', /illisible/],
    [{ 'corps.1.territoire': '' }, 'corps.1.territoire', 'Choisissez le territoire de ce bloc.'],
    [{ 'corps.2.texte': 'Voir [la CAF](/fiches/caf).' }, 'corps.2.texte', /^Écrivez ce lien « \[\[caf\]\] »/],
    [{ 'corps.0.texte': 'a\n\n:::' }, 'corps.0.texte', /ferme un bloc qui n’est pas ouvert/],
  ])('is refused beside its field: %j', (more, field, message) => {
    const { document, problems } = read(more as unknown as Record<string, string>)
    expect(document).toBeUndefined()
    expect(problems).toEqual([
      { field, message: typeof message === 'string' ? message : expect.stringMatching(message) },
    ])
  })

  it('is refused where it is too long', () => {
    const { problems } = read({ 'corps.0.texte': 'mot '.repeat(20_000) })
    expect(problems).toEqual([{ field: 'corps.0.texte', message: 'Texte trop long : 64 Ko au plus.' }])
  })

  it('keeps what the guide does not know where the document names it already, and nowhere else', () => {
    const base = { ...SITE, fields: { ...SITE.fields, contacts: ['disparu'] } } as Document
    const back = readTyped('site', typedOf(base, guide), { base, guide })
    expect(back.document).toEqual(base)
    expect(read({ 'contacts.0': 'disparu' }).problems[0]?.field).toBe('contacts.0')
  })

  it('leaves what the form does not show as it was', () => {
    const base = { ...SITE, fields: { ...SITE.fields, verification: { tous_les_jours: 30 } } } as Document
    expect(readTyped('site', typed, { base, guide }).document).toEqual(base)
  })

  it('in a quick edit changes those keys alone', () => {
    const quick = keepTyped('site', { telephone: '39 19', titre: 'Autre', cle: 'k' }, ['telephone'])
    expect(quick).toEqual({ telephone: '39 19' })
    const { document } = readTyped('site', quick, { base: SITE, guide, only: ['telephone'] })
    expect(document).toEqual({ ...SITE, fields: { ...SITE.fields, telephone: '39 19' } })
  })

  it('is kept without what is no field of the kind', () => {
    const sent = {
      titre: 'a',
      'corps.0.texte': 'b',
      fonction: 'c',
      acte: 'd',
      archive: 'e',
      mode: 'source',
      source: 'f',
    }
    expect(Object.keys(keepTyped('site', sent))).toEqual(['titre', 'corps.0.texte', 'mode', 'source'])
  })
})

function blankWeek(): Record<string, string> {
  return Object.fromEntries(
    Object.keys(typed).flatMap((key) => (key.startsWith('horaires.') ? [[key, '']] : [])),
  )
}

describe('the source text', () => {
  const source = (text: string) => readTyped('site', { mode: 'source', source: text }, { base: SITE, guide })

  it('is read whole, its problems by line', () => {
    const other = inOtherMode('site', typed, { base: SITE, guide })
    const raw = 'typed' in other ? other.typed : {}
    expect(raw.mode).toBe('source')
    expect(readTyped('site', raw, { base: SITE, guide }).document).toEqual(SITE)
    expect(source((raw.source ?? '').replace('responsable', 'responsabl')).problems[0]).toEqual({
      field: 'source',
      message: expect.stringMatching(/^Ligne \d+, « responsable? » : /),
    })
    const back = inOtherMode('site', raw, { base: SITE, guide })
    expect(back).toEqual({ typed })
  })

  it('keeps its nature', () => {
    expect(source('---\nnature: contact\n---\n').problems[0]?.message).toBe(
      'La nature d’une fiche ne change pas : « lieu ».',
    )
  })

  it('is not left for the form, nor the form for it, while there is a fault to lose', () => {
    expect(inOtherMode('site', { ...typed, telephone: '12' }, { base: SITE, guide })).toHaveProperty(
      'reading.problems',
    )
  })
})

describe('a new fiche', () => {
  it('starts from what is given', () => {
    expect(emptyTyped('contact', { responsable: 'caf', thematiques: ['logement'] }, guide)).toEqual({
      responsable: 'Caisse d’allocations familiales',
      'thematiques.0': 'Logement',
    })
  })

  it('says all that it needs at once', () => {
    const { problems } = readTyped('contact', {}, { base: undefined, guide })
    expect(problems.map(({ field }) => field)).toEqual([
      ...['titre', 'resume', 'thematiques.0', 'territoires.0', 'responsable', 'fonction'],
    ])
  })
})

describe('a button of the form', () => {
  const act = (name: string, more: Typed = {}) => withAct('site', { ...typed, ...more }, name)

  it('asks for a row more', () => {
    expect(act('ligne:contacts')).toEqual({ ...typed, 'contacts.1': '' })
    expect(act('ligne:corps')).toEqual({ ...typed, 'corps.3': '' })
  })

  it('raises a block', () => {
    const raised = act('monter:corps:1') ?? {}
    expect([raised['corps.0.genre'], raised['corps.1.texte'], raised['corps.2.texte']]).toEqual([
      'territoire',
      'Pour tous.',
      'Prudence.',
    ])
    expect(act('monter:corps:0')).toEqual(typed)
  })

  it('copies Monday to Friday, and no further', () => {
    const copied = act('copier:horaires', { 'horaires.sa.ouvert': '', 'horaires.ma.2.de': '18' }) ?? {}
    const { document } = readTyped('site', copied, { base: SITE, guide })
    expect(document?.fields).toHaveProperty('horaires', 'Mo-Fr 08:30-12:30,13:30-16:30; PH off')
  })

  it.each([
    'soumettre',
    'ligne:nature',
    'ligne:fonction',
    'monter:contacts:1',
    'ligne:',
    'copier:',
    'ligne:__proto__',
  ])('%s is none of them', (name) => expect(act(name)).toBeUndefined())
})

describe('what a fiche lacks', () => {
  it('is told with its reason, and one key answers for another', () => {
    const { done, total, missing } = completeness(SITE)
    expect([done, total]).toEqual([2, 9])
    expect(missing.map(({ key }) => key)).not.toContain('horaires')
    const { horaires: _, ...fields } = SITE.fields as FieldsByKind['site']
    const noted = { ...SITE, fields: { ...fields, horaires_note: 'le mardi' } } as Document
    expect(completeness(noted).done).toBe(2)
  })
})

describe('a quick edit', () => {
  it.each(FICHE_KINDS)('names keys that the form of its kind shows: %s', (kind) => {
    const keys = QUICK_EDITS[kind].flatMap((edit) => edit.keys)
    expect(keys.filter((key) => !isShown(kind, key))).toEqual([])
  })

  it('is found by its name', () => {
    expect(quickEdit('site', 'horaires')?.keys).toEqual(['horaires', 'horaires_note'])
    expect(quickEdit('scheme', 'telephone')).toBeUndefined()
  })
})

describe('everyday words', () => {
  const thesauri = [
    {
      entrees: [
        { terme: 'impayé de loyer', mots: ['je dois des loyers', 'dette'] },
        { terme: 'revenu de solidarité active', sigle: 'RSA', mots: ['minimum social'] },
        { terme: 'expulsion', fiche: 'conseil-logement', mots: ['on me met dehors', 'dette'] },
      ],
    },
  ]
  it.each([
    ['Loyers impayés : qui peut aider', undefined, ['je dois des loyers', 'dette']],
    ['Demander le RSA', undefined, ['minimum social']],
    ['Autre chose', 'conseil-logement', ['on me met dehors', 'dette']],
    ['Loyer', undefined, []],
  ])('for « %s » (%s) are %j', (title, slug, words) =>
    expect(suggestedWords(title, slug, thesauri)).toEqual(words),
  )
})
