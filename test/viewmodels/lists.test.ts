import { describe, expect, it } from 'vitest'
import { cardList, cardView } from '../../server/viewmodels/card.ts'
import { notFoundPage, refusalPage } from '../../server/viewmodels/errors.ts'
import { helpListPage, helpPage } from '../../server/viewmodels/help.ts'
import { compareForm, historyPage } from '../../server/viewmodels/history.ts'
import { homePage } from '../../server/viewmodels/home.ts'
import { urlOf } from '../../server/viewmodels/links.ts'
import { alphabetical, byNature, ficheListPage } from '../../server/viewmodels/list.ts'
import { resultsPage } from '../../server/viewmodels/results.ts'
import { extentOf } from '../../server/viewmodels/territory.ts'
import { themePage } from '../../server/viewmodels/theme.ts'
import { versionPage } from '../../server/viewmodels/version.ts'
import {
  asked,
  caf,
  card,
  context,
  counts,
  line,
  mute,
  NBSP,
  named,
  page,
  revision,
  scheme,
  site,
} from './guide.ts'

const titled = (...titles: string[]) => titles.map((title) => card('scheme', title.toLowerCase(), title))

describe('alphabetical order', () => {
  it('puts accents and capitals where a French dictionary does', () => {
    const sorted = alphabetical(titled('Zone', 'École', 'abri', 'Énergie', 'Œuvre', 'eau', 'Emploi'))
    expect(sorted.map(({ title }) => title)).toEqual([
      'abri',
      'eau',
      'École',
      'Emploi',
      'Énergie',
      'Œuvre',
      'Zone',
    ])
  })

  it('groups by letter, figures together', () => {
    const { letters } = ficheListPage(
      { cards: titled('115', '39 19', 'École', 'eau'), nature: undefined, counts },
      context,
    )
    expect(letters.map(({ letter, cards }) => [letter, cards.length])).toEqual([
      ['0-9', 2],
      ['E', 2],
    ])
  })
})

describe('a card', () => {
  it('says that a number is missing where one is expected', () => {
    expect(cardView(site, context)).toMatchObject({
      commune: 'Arras',
      phone: undefined,
      phoneUnknown: 'Téléphone non renseigné, à compléter',
    })
    expect(cardView(scheme, context).phoneUnknown).toBeUndefined()
  })

  it('says its status only when it is not in service', () => {
    expect(cardView(scheme, context).status).toBeUndefined()
    expect(cardView({ ...scheme, status: 'prevu' }, context).status).toBe('Annoncé, à vérifier')
    expect(cardView({ ...scheme, archived: true }, context).status).toBe('Archivée')
  })

  it('shows no acronym that the title already holds', () => {
    expect(cardView(caf, context).acronym).toBe('CAF')
    expect(cardView({ ...caf, title: 'CAF d’Arras' }, context).acronym).toBeUndefined()
  })

  it('has its missing number said once when no card of the list has one', () => {
    const sites = [site, { ...site, slug: 'b' }, { ...site, slug: 'c' }]
    const list = cardList(sites, context)
    expect(list.phonesUnknown).toBe('Téléphones non renseignés, à compléter')
    expect(list.cards.every(({ phoneUnknown }) => phoneUnknown === undefined)).toBe(true)
    expect(cardList([...sites, line], context).phonesUnknown).toBeUndefined()
  })
})

describe('groups by nature', () => {
  it('come as an agent needs them: dispositifs and contacts before lieux and institutions', () => {
    expect(byNature([caf, site, line, mute, scheme], context).map(({ heading }) => heading)).toEqual([
      'Dispositifs',
      'Contacts directs',
      'Lieux d’accueil',
      'Institutions',
    ])
  })
})

describe('results', () => {
  const results = (question: string, cards = [scheme], total = cards.length) =>
    resultsPage(asked(question, cards, { total, pages: Math.ceil(total / 10) }), context)

  it('keep the words in the field', () => {
    const { frame, heading, noindex } = results('loyer impayé')
    expect(frame.search).toEqual({ question: 'loyer impayé', where: '' })
    expect(heading).toBe(`1${NBSP}réponse pour «${NBSP}loyer impayé${NBSP}»`)
    expect(noindex).toBe(true)
  })

  it('tell nothing found from nothing asked', () => {
    expect(results('zzz', [])).toMatchObject({
      state: 'empty',
      heading: `Aucune réponse pour «${NBSP}zzz${NBSP}»`,
    })
    expect(results('zzz', []).frame.emergencyAbove).toBe(true)
    expect(results('  ', [])).toMatchObject({
      state: 'none',
      canonicalUrl: 'https://guide.exemple.fr/recherche',
    })
  })

  it('lead from page to page, by addresses that say all', () => {
    const { pager } = resultsPage(
      asked('a', [scheme], {
        total: 35,
        pages: 4,
        choice: { ...asked('a', []).choice, page: 2, nature: 'dispositif', open: '1' },
      }),
      context,
    )
    expect(pager).toEqual({
      words: 'Page 2 sur 4',
      previous: '/recherche?q=a&nature=dispositif&ouvert=1',
      next: '/recherche?q=a&nature=dispositif&ouvert=1&page=3',
    })
    expect(results('a').pager).toBeUndefined()
  })

  it('count what each filter leaves; the one in force is undone by its own link', () => {
    const { natures, flags } = resultsPage(
      asked('a', [scheme], {
        counts: new Map([
          [
            'nature',
            new Map([
              ['dispositif', 3],
              ['lieu', 2],
            ]),
          ],
          ['ouvert', new Map([['1', 1]])],
        ]),
        choice: { ...asked('a', []).choice, nature: 'dispositif', page: 3 },
      }),
      context,
    )
    expect(natures.map(({ label, count, current, url }) => [label, count, current, url])).toEqual([
      ['Dispositifs', 3, true, '/recherche?q=a'],
      ['Lieux d’accueil', 2, false, '/recherche?q=a&nature=lieu'],
    ])
    expect(flags.map(({ label, url }) => [label, url])).toEqual([
      ['Ouvert maintenant', '/recherche?q=a&nature=dispositif&ouvert=1'],
    ])
  })

  it('say what was read in place of a slip, and how to search for what was typed', () => {
    const understood = { ...asked('a', []).understood, corrected: 'allocations familiales' }
    const page = resultsPage(asked('allocations familliales', [scheme], { understood }), context)
    expect(page.understood).toMatchObject({
      corrected: 'allocations familiales',
      literalUrl: '/recherche?q=allocations+familliales&exact=1',
    })
  })

  it('take the words of the place out whole: « aire » is not in « affaires »', () => {
    const understood = { ...asked('a', []).understood, placeRead: true, placeWords: ['aire', 'lys'] }
    const page = resultsPage(asked('affaires à Aire-sur-la-Lys', [scheme], { understood }), context)
    expect(page.understood?.everywhereUrl).toBe('/recherche?q=affaires')
  })

  it('that filters emptied say how many there are without them', () => {
    const page = resultsPage(asked('a', [], { unfiltered: 4 }), context)
    expect(page.unfiltered).toEqual({ label: `4${NBSP}réponses sans ces filtres`, url: '/recherche?q=a' })
  })
})

describe('what is known of a territory’s communes', () => {
  const base = { nature: 'territoire', titre: 'Lens', type: 'epci' } as const

  it('is said when nothing is known', () => {
    expect(extentOf({ ...base, etendue: 'inconnue' }, named, context).unknown).toBe(
      'Non renseignées, à compléter',
    )
  })

  it('is never shown as a fact when it is approximate', () => {
    const fields = { ...base, etendue: 'approximative', communes: ['62498', '62041'] } as const
    const extent = extentOf({ ...fields, communes: [...fields.communes] }, named, context)
    expect(extent.text).toBe(`Liste approximative, à vérifier${NBSP}: 2${NBSP}communes`)
    expect(extent.communes).toEqual(['Arras', 'Lens'])
  })
})

describe('a theme', () => {
  const theme = page('theme', 'logement', {
    titre: 'Logement',
    resume: 'Un toit.',
    icone: 'inconnue-au-bataillon',
    questions: [
      { question: 'Mon loyer ?', fiche: 'expulsion' },
      { question: 'Une fiche cachée ?', fiche: 'cachee' },
    ],
  })

  it('leaves out the questions whose answer cannot be shown, and an icon that the sprite has not', () => {
    const model = themePage({ theme, parent: undefined, children: [], fiches: [], named }, context)
    expect(model.questions).toEqual([
      { question: `Mon loyer${NBSP}?`, answer: { label: 'Loyer impayé', url: '/fiches/expulsion' } },
    ])
    expect(model.themeIcon).toBe('tag')
  })
})

describe('addresses', () => {
  it('follow the kind, and the four duty pages have their own', () => {
    expect(urlOf(scheme)).toBe('/fiches/expulsion')
    expect(urlOf({ kind: 'theme', slug: 'sante' })).toBe('/thematiques/sante')
    expect(urlOf({ kind: 'territory', slug: 'lens' })).toBe('/territoires/lens')
    expect(urlOf({ kind: 'help', slug: 'chercher' })).toBe('/aide/chercher')
    expect(urlOf({ kind: 'help', slug: 'accessibilite' })).toBe('/accessibilite')
  })
})

describe('history', () => {
  it('lists the newest first and offers to compare the last two', () => {
    const { versions, compare } = historyPage(
      { card: scheme, revisions: [revision(1), revision(2), revision(3)], sign: (name) => name, linked: [] },
      context,
    )
    expect(versions.map(({ n, current }) => [n, current])).toEqual([
      [3, false],
      [2, true],
      [1, false],
    ])
    expect(compare?.from.find(({ selected }) => selected)?.value).toBe(2)
    expect(compare?.to.find(({ selected }) => selected)?.value).toBe(3)
  })

  it('gives no link to a text that was taken away, and no form for a single version', () => {
    const redacted = revision(1, { redacted: true })
    const { versions } = historyPage(
      { card: scheme, revisions: [redacted, revision(2)], sign: (name) => name, linked: [] },
      context,
    )
    expect(versions[1]).toMatchObject({ url: undefined, redacted: 'Texte retiré' })
    expect(compareForm(scheme, [redacted, revision(2)], 1, 2)).toBeUndefined()
  })

  it('says over an old version that it is not the published one', () => {
    const version = (n: number) =>
      versionPage(
        { card: scheme, revision: { ...revision(n), source: '' }, fields: [], segments: [], named },
        context,
      )
    expect(version(1)).toMatchObject({
      banner: `Version 1 du 1er${NBSP}novembre 2026, ce n’est pas la version publiée`,
      noindex: true,
    })
    expect(version(2).banner).toContain('c’est la version publiée')
  })
})

describe('help', () => {
  it('leaves the duty pages to the footer', () => {
    const pages = [card('help', 'chercher', 'Chercher'), card('help', 'accessibilite', 'Accessibilité')]
    expect(helpListPage(pages, context).pages.map(({ url }) => url)).toEqual(['/aide/chercher'])
  })

  it('states what the configuration says of accessibility', () => {
    const duty = page('help', 'accessibilite', { titre: 'Accessibilité', resume: 'Ce qui est fait.' })
    expect(helpPage({ page: duty, named }, context).statement).toBe(
      `État de conformité${NBSP}: non conforme (aucun audit n’a encore été fait)`,
    )
  })
})

describe('the frame', () => {
  it('boxes the figures of the guide’s name and marks the open page', () => {
    const { frame } = homePage({ total: 0, themes: [], latest: [] }, context)
    expect(frame.brand).toMatchObject({ start: 'WikiSol', figures: '62' })
    expect(frame.home).toBe(true)
    const list = ficheListPage({ cards: [], nature: undefined, counts }, context).frame
    expect(list.nav.filter(({ current }) => current).map(({ url }) => url)).toEqual(['/fiches'])
  })

  it('shows no co-funding where the configuration has none', () => {
    const { brand } = context
    const without = { ...context, brand: { ...brand, cofunding: { ...brand.cofunding, shown: false } } }
    expect(homePage({ total: 0, themes: [], latest: [] }, without).frame.cofunding).toBeUndefined()
  })

  it('keeps the emergency numbers on every error', () => {
    for (const model of [
      notFoundPage({ path: '/x', near: [] }, context),
      refusalPage({ status: 413, path: '/x' }, context),
    ]) {
      expect(model.frame.emergency).toHaveLength(8)
      expect(model.noindex).toBe(true)
    }
  })
})
