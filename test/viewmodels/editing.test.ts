import { describe, expect, it } from 'vitest'
import { KEYS_BY_KIND, type Kind } from '../../server/domain/document/keys.ts'
import { FICHE_KINDS } from '../../server/domain/document/kinds.ts'
import { readTyped } from '../../server/domain/editing/read.ts'
import { emptyTyped, isShown, keepTyped } from '../../server/domain/editing/typed.ts'
import { createRenderPage } from '../../server/http/render.ts'
import { editPage } from '../../server/viewmodels/editing.ts'
import { SECTIONS } from '../../server/viewmodels/editingWords.ts'
import { guide } from '../domain/editing/guide.ts'
import { BEYOND, editInput, NEW_CONTACT, RAW, SITE } from './editingExamples.ts'
import { context } from './guide.ts'

const assets = Object.fromEntries(
  ['app.js', 'edit.js', 'style.css', 'font.woff2', 'icons.svg', 'favicon.svg'].map((name) => [
    name,
    `/assets/${name}`,
  ]),
)
const render = createRenderPage({ viewsDir: 'views', assets, strict: true })
const htmlOf = (input: ReturnType<typeof editInput>) => render('editing/show', editPage(input, context))

/** What a browser would send: names and values of the fields, boxes that are ticked, no button. */
function sent(html: string): [string, string][] {
  const unescaped = (text: string) =>
    text
      .replace(/&#34;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&')
  const form = /<form class="form edit-form"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
  const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return Array.from(
    form.matchAll(
      /<input\b[^>]*>|(<textarea\b[^>]*>)\n?([\s\S]*?)<\/textarea>|(<select\b[^>]*>)([\s\S]*?)<\/select>/g,
    ),
    ([whole, area, text = '', select, options = '']): [string, string] | undefined => {
      if (area !== undefined) return [attribute(area, 'name'), unescaped(text)]
      if (select !== undefined) {
        const chosen =
          /<option value="([^"]*)" selected>/.exec(options) ?? /<option value="([^"]*)"/.exec(options)
        return [attribute(select, 'name'), unescaped(chosen?.[1] ?? '')]
      }
      if (attribute(whole, 'type') === 'checkbox' && !whole.includes(' checked')) return undefined
      return [attribute(whole, 'name'), unescaped(attribute(whole, 'value'))]
    },
  ).filter((entry) => entry !== undefined)
}

const STATES = {
  whole: editInput(),
  beyond: BEYOND,
  new: NEW_CONTACT,
  raw: RAW,
  quick: editInput({ only: ['horaires', 'horaires_note'], summary: 'Nouveaux horaires' }),
}

describe('the form of a fiche', () => {
  it.each(FICHE_KINDS)('has a place for each key of a kind, and one only: %s', (kind) => {
    const placed = SECTIONS[kind].flatMap(({ keys }) => keys)
    const shown = Object.keys(KEYS_BY_KIND[kind as Kind]).filter((key) => isShown(kind, key))
    expect(placed.toSorted()).toEqual([...shown, 'corps'].sort())
  })

  it.each(Object.entries(STATES))('sends each field once: %s', (_, input) => {
    const names = sent(htmlOf(input)).map(([name]) => name)
    expect(names).toEqual([...new Set(names)])
    expect(names).toContain('cle')
  })

  it('sends back the document that it shows', () => {
    const typed = keepTyped('site', Object.fromEntries(sent(htmlOf(editInput()))))
    expect(readTyped('site', typed, { base: SITE, guide }).document).toEqual(SITE)
  })

  it.each(FICHE_KINDS)('labels and describes each of its fields, empty: %s', (kind) => {
    const html = htmlOf(editInput({ kind, fiche: undefined, typed: emptyTyped(kind, {}, guide) }))
    const ids = new Set(Array.from(html.matchAll(/\sid="([^"]+)"/g), ([, id]) => id))
    const named = Array.from(
      html.matchAll(/\s(?:for|aria-describedby|aria-labelledby|list)="([^"]+)"/g),
      ([, id = '']) => id,
    )
    expect(named.flatMap((list) => list.split(' ')).filter((id) => !ids.has(id))).toEqual([])
    expect(html).not.toMatch(/undefined|\[object|NaN/)
  })

  it('says what is wrong: in the title, above, in the contents and beside the day', () => {
    const typed = {
      ...editInput().typed,
      'horaires.me.0.de': '13 h 30',
      'horaires.me.0.a': '12 h 30',
      code_postal: '6200',
    }
    const { problems } = readTyped('site', typed, { base: SITE, guide })
    const page = editPage(
      editInput({
        typed,
        problems: [...problems, { field: 'resume_modification', message: 'Il est vide.' }],
      }),
      context,
    )
    expect(page.title).toBe('Erreur : Proposer une modification : Accueil de la CAF à Arras')
    expect(page.problems?.heading).toMatch(/^3\u00a0points à corriger$/)
    expect(page.problems?.items).toEqual([
      { url: '#code_postal', text: 'Code postal\u00a0: 4 chiffres, il en faut 5.' },
      {
        url: '#horaires.me.0.a',
        text: 'Mercredi\u00a0: la fermeture (12 h 30) vient avant l’ouverture (13 h 30).',
      },
      { url: '#resume_modification', text: 'Résumé de la modification\u00a0: il est vide.' },
    ])
    expect(page.contents.filter(({ wrong }) => wrong).map(({ title }) => title)).toEqual([
      'Contact et adresse',
      'Horaires',
      'Résumé de la modification',
    ])
    const html = render('editing/show', page)
    expect(html).toMatch(/<title>Erreur : /)
    expect(html).toMatch(
      /id="horaires\.me\.0\.a"[^>]*aria-describedby="horaires\.me-faute" aria-invalid="true"/,
    )
    // « le lendemain » is asked there, and nowhere else.
    expect(html.match(/\.lendemain"/g)).toHaveLength(1)
    expect(html).toContain('Mercredi\u00a0: à corriger.')
  })

  it('leads to the form where the field is not shown', () => {
    const page = editPage(
      editInput({ only: ['telephone'], problems: [{ field: 'titre', message: 'Trop long.' }] }),
      context,
    )
    expect(page.problems?.items[0]?.url).toBe('#formulaire')
  })

  it('tells what is missing, and says nothing of what is there', () => {
    const { completeness } = editPage(editInput(), context)
    expect(completeness?.words).toBe('2 sur 9 renseignés. Il manque :')
    expect(completeness?.missing[0]).toEqual({
      label: 'Téléphone',
      why: 'l’agent appelle pendant l’entretien',
      name: 'telephone',
    })
  })

  it('shows the fiche as it is, and what it does not say', () => {
    const { today } = editPage(editInput(), context)
    expect(today?.version).toBe('Version 4')
    expect(today?.rows.filter(({ unknown }) => unknown).map(({ label }) => label)).toEqual([
      'Téléphone',
      'Courriel',
      'Adresse',
    ])
    expect(editPage(NEW_CONTACT, context).today).toBeUndefined()
  })

  it('reduced to some keys has no contents, no list of what is missing, no other mode', () => {
    const page = editPage(STATES.quick, context)
    expect([page.contents, page.completeness, page.otherMode.act]).toEqual([[], undefined, 'entiere'])
    expect(page.sections.map(({ title }) => title)).toEqual(['Horaires'])
  })

  it('dates a draft, with its day when it is another', () => {
    const saved = (savedAt: string) =>
      editPage(editInput({ draft: { savedAt, restartUrl: undefined } }), context).draft?.words
    expect(saved('2026-11-24T09:21:00.000Z')).toBe('Brouillon gardé à 10\u00a0h\u00a021')
    expect(saved('2026-11-23T09:00:00.000Z')).toBe('Brouillon gardé le 23\u00a0novembre 2026 à 10\u00a0h')
  })

  it('offers everyday words that are not there yet, and keeps those that were ticked', () => {
    const words = (typed: Record<string, string>) => {
      const html = htmlOf(editInput({ typed: { ...editInput().typed, ...typed } }))
      return [
        /id="mots_usuels"[^>]*>\n?([^<]*)</.exec(html)?.[1],
        /name="(mots_usuels\.propose[^"]*)"/.exec(html)?.[1],
      ]
    }
    expect(words({})).toEqual(['caf', 'mots_usuels.propose.0'])
    expect(words({ 'mots_usuels.propose.0': 'allocations' })).toEqual(['caf\nallocations', undefined])
  })
})
