/** One page of each view, and of its states: the templates are rendered from these. */

import { createGlossary } from '../../server/domain/glossary.ts'
import { EVERYWHERE } from '../../server/domain/perimeter.ts'
import type { Explanation } from '../../server/search/engine.ts'
import type { FicheCard } from '../../server/store/pageTypes.ts'
import { accountPage, addressForm, ownFactorPage, passwordForm } from '../../server/viewmodels/account.ts'
import { comparisonPage } from '../../server/viewmodels/comparison.ts'
import { contactPage } from '../../server/viewmodels/contact.ts'
import {
  confirmAddressPage,
  deadLinkPage,
  factorPage,
  forgottenPage,
  linkSentPage,
  openAccountPage,
  recoveryPage,
} from '../../server/viewmodels/doors.ts'
import { editPage } from '../../server/viewmodels/editing.ts'
import { failurePage, notFoundPage, refusalPage, unavailablePage } from '../../server/viewmodels/errors.ts'
import { glossaryPage } from '../../server/viewmodels/glossary.ts'
import { helpListPage, helpPage } from '../../server/viewmodels/help.ts'
import { historyPage } from '../../server/viewmodels/history.ts'
import { homePage } from '../../server/viewmodels/home.ts'
import { institutionPage } from '../../server/viewmodels/institution.ts'
import { journalPage } from '../../server/viewmodels/journal.ts'
import { ficheListPage } from '../../server/viewmodels/list.ts'
import { naturePage } from '../../server/viewmodels/nature.ts'
import { outboxPage } from '../../server/viewmodels/outbox.ts'
import { peoplePage } from '../../server/viewmodels/people.ts'
import { personPage } from '../../server/viewmodels/person.ts'
import { placeChoicePage } from '../../server/viewmodels/place.ts'
import { resultsPage } from '../../server/viewmodels/results.ts'
import { resumePage } from '../../server/viewmodels/resume.ts'
import { schemePage } from '../../server/viewmodels/scheme.ts'
import { codePage, enrolNeededPage, signInPage } from '../../server/viewmodels/signIn.ts'
import { sitePage } from '../../server/viewmodels/site.ts'
import { sitemapPage } from '../../server/viewmodels/sitemap.ts'
import { statisticsPage } from '../../server/viewmodels/statistics.ts'
import { territoryListPage, territoryPage } from '../../server/viewmodels/territory.ts'
import { themeListPage, themePage } from '../../server/viewmodels/theme.ts'
import { versionPage } from '../../server/viewmodels/version.ts'
import type { ViewName, Views } from '../../server/viewmodels/views.ts'
import { account, given, journalLine, message } from './accounts.ts'
import { BEYOND, editInput, NEW_CONTACT, RAW } from './editingExamples.ts'
import {
  asked,
  backlink,
  body,
  caf,
  card,
  contactFiche,
  context,
  counts,
  housing,
  institutionFiche,
  lens,
  line,
  mute,
  named,
  page,
  revision,
  SOURCE,
  scheme,
  schemeFiche,
  site,
  siteFiche,
} from './guide.ts'
import { PROPOSAL_EXAMPLES } from './proposals.ts'

const invitation = {
  key: 'k',
  name: '',
  email: '',
  role: 'contributeur',
  perimeter: '',
  perimeters: [EVERYWHERE, { ...EVERYWHERE, label: 'CAF (institution)', otherName: 'CAF' }],
  mayChooseRole: true,
  problems: {},
}
const person = {
  account: account(),
  openSessions: 1,
  names: new Map(),
  manages: true,
  mayTakeBack: () => true,
  keyFor: () => 'k',
  giving: invitation,
  label: '',
  labelProblems: {},
  journal: [journalLine()],
  done: 'invitation',
  refusal: undefined,
}

type Example = { [Name in ViewName]: [Name, Views[Name]] }[ViewName]

const cards: FicheCard[] = [caf, site, line, mute, scheme]
const branch = {
  card: housing,
  icon: 'house',
  count: 5,
  children: [{ card: card('theme', 'loyer', 'Loyer'), icon: undefined, count: 1, children: [] }],
}
const entries = [{ card: lens, type: 'arrondissement' as const, count: 0 }]
const help = card('help', 'chercher', 'Chercher une fiche', { summary: 'Trois conseils.' })
const fullSite = siteFiche(
  {
    telephone: '03 21 00 00 00',
    courriel: 'accueil@caf.example',
    horaires: 'Mo-Fr 08:30-16:30',
    horaires_note: 'Sauf les jours de marché',
    fermetures: [
      { du: '2026-12-25', au: '2026-12-25', motif: 'Noël' },
      { du: '2027-08-01', au: '2027-08-15' },
    ],
    sans_rendez_vous: true,
    adresse: '1 rue de Lille',
    commune: '62041',
    transport: { arret: 'Gare', lignes: ['4', '5'], lien: 'https://example.org/' },
    accessibilite: ['ascenseur'],
    niveau_de_service: ['accueil-physique', 'mediation'],
    operateurs_presents: ['caf'],
    liens: [{ url: 'https://www.caf.fr', libelle: 'Site de la CAF' }],
    voir_aussi: ['expulsion'],
    archive: { le: '2026-01-01', motif: 'Déménagement.', remplacee_par: 'caf-arras' },
    langues: ['fr', 'ar'],
    sources: [SOURCE],
  },
  { segments: body, commune: '62041', archived: true },
)

const EXPLANATION: Explanation = {
  question: asked('caf', []).understood,
  score: 2.169,
  parts: [{ what: 'caf', points: 2.41 }],
  factors: [
    { name: 'nature', value: 0.9, why: 'contact' },
    { name: 'lieu', value: 1, why: '62041, ailleurs' },
    { name: 'statut', value: 0.93, why: 'prevu' },
  ],
}

export const EXAMPLES: Example[] = [
  [
    'editing/show',
    editPage(editInput({ preview: { body: { segments: [], contents: [] }, url: '/apercu' } }), context),
  ],
  ['editing/show', editPage(editInput({ only: ['horaires'], draft: undefined }), context)],
  ['editing/show', editPage(NEW_CONTACT, context)],
  ['editing/show', editPage(BEYOND, context)],
  ['editing/show', editPage(RAW, context)],
  [
    'home',
    homePage(
      { total: 5, themes: [branch], latest: [{ card: scheme, summary: 'Horaires' }, { card: line }] },
      context,
    ),
  ],
  ['results', resultsPage(asked('caf', cards, { total: 19, pages: 2, themes: [branch] }), context)],
  ['results', resultsPage(asked('zzz', [], { themes: [branch] }), context)],
  [
    'results',
    resultsPage(
      asked('caf', cards, {
        reserved: ['a', 'b', 'c', 'd'].map((slug) => card('contact', slug, slug, { reserved: true })),
        mayExplain: true,
        explain: () => EXPLANATION,
      }),
      context,
    ),
  ],
  ['results', resultsPage(asked(' ', []), context)],
  ['sitemap', sitemapPage({ counts, themes: [branch], territories: entries, help: [help] }, context)],
  ['fiches/institution', institutionPage({ page: institutionFiche(), named, backlinks: [] }, context)],
  [
    'fiches/institution',
    institutionPage(
      {
        page: institutionFiche({
          telephone: '32 30',
          site_web: 'https://www.caf.fr/',
          courriel: 'a@caf.example',
        }),
        named,
        backlinks: [
          backlink('gestionnaire', site),
          backlink('porteurs', scheme),
          backlink('institution', line),
        ],
      },
      context,
    ),
  ],
  ['fiches/scheme', schemePage({ page: schemeFiche(), named: new Map(), backlinks: [] }, context)],
  [
    'fiches/scheme',
    schemePage(
      {
        page: schemeFiche(
          {
            pieces: ['Carte d’identité', 'Bail'],
            age: { min: 16 },
            lieux: ['caf-arras'],
            contacts: ['numero-vert', 'referent'],
            mots_usuels: ['dette de loyer'],
            sources: [SOURCE],
          },
          { status: 'prevu', segments: body },
        ),
        named,
        backlinks: [],
        answering: contactFiche({ joignable: 'Mo-Fr 08:30-16:30', courriel: 'a@b.example' }),
      },
      context,
    ),
  ],
  ['fiches/site', sitePage({ page: siteFiche(), named, backlinks: [] }, context)],
  ['fiches/site', sitePage({ page: fullSite, named, backlinks: [backlink('lieux', scheme)] }, context)],
  ['fiches/contact', contactPage({ page: contactFiche(), named, backlinks: [] }, context)],
  [
    'fiches/contact',
    contactPage({ page: { ...contactFiche(), reserved: true }, named, backlinks: [] }, context),
  ],
  [
    'fiches/contact',
    contactPage(
      {
        page: contactFiche({
          personne: 'Jeanne Dupont',
          telephone: '03 21 00 00 00',
          absences: [{ du: '2026-11-20', au: '2026-12-01', relais: 'referent' }],
          couvre: [{ thematiques: ['logement'], territoires: ['62498', 'cachee'] }],
        }),
        named,
        backlinks: [backlink('contacts', scheme)],
      },
      context,
    ),
  ],
  ['fiches/list', ficheListPage({ cards, nature: undefined, counts }, context)],
  ['fiches/list', ficheListPage({ cards: [], nature: 'site', counts }, context)],
  ['editing/nature', naturePage('caf', context)],
  [
    'fiches/history',
    historyPage(
      { card: scheme, revisions: [revision(1), revision(2)], sign: (name) => name, linked: [] },
      context,
    ),
  ],
  [
    'fiches/history',
    historyPage(
      { card: scheme, revisions: [revision(1, { redacted: true })], sign: (name) => name, linked: [] },
      context,
    ),
  ],
  [
    'fiches/version',
    versionPage(
      {
        card: scheme,
        revision: { ...revision(1), source: '---\ntitre: A\n---\n' },
        fields: [{ label: 'Titre', values: ['A'] }],
        segments: body,
        named,
      },
      context,
    ),
  ],
  [
    'fiches/comparison',
    comparisonPage(
      {
        card: scheme,
        from: revision(1),
        to: revision(2),
        revisions: [revision(1), revision(2)],
        comparison: {
          fields: [
            {
              key: 'telephone',
              label: 'Téléphone',
              before: [],
              after: ['32 30'],
              says: 'Téléphone\u00a0: 32 30 ajouté',
              risk: 'high',
            },
          ],
          body: [
            { kind: 'same', text: 'Reçoit ' },
            { kind: 'removed', text: 'mardi' },
            { kind: 'added', text: 'lundi' },
          ],
        },
      },
      context,
    ),
  ],
  [
    'fiches/comparison',
    comparisonPage(
      {
        card: scheme,
        from: revision(1),
        to: revision(2),
        revisions: [revision(1), revision(2)],
        layout: 'colonnes',
        comparison: {
          fields: [],
          body: [
            { kind: 'same', text: 'Reçoit ' },
            { kind: 'removed', text: 'mardi' },
            { kind: 'added', text: 'lundi' },
          ],
        },
      },
      context,
    ),
  ],
  [
    'fiches/comparison',
    comparisonPage(
      {
        card: scheme,
        from: revision(1),
        to: revision(1),
        revisions: [revision(1)],
        comparison: { fields: [], body: [] },
      },
      context,
    ),
  ],
  ['themes/list', themeListPage([branch], context)],
  [
    'themes/show',
    themePage(
      {
        theme: page('theme', 'logement', {
          titre: 'Logement',
          resume: 'Un toit.',
          questions: [
            { question: 'Je ne paie plus mon loyer ?', fiche: 'expulsion' },
            { question: 'Une question sans réponse ?', fiche: 'cachee' },
          ],
        }),
        parent: housing,
        children: branch.children,
        fiches: cards,
        named,
      },
      context,
    ),
  ],
  ['territories/list', territoryListPage(entries, context)],
  [
    'territories/show',
    territoryPage(
      {
        levels: [],
        hasSocialDesk: false,
        territory: page('territory', 'lens', {
          titre: 'Lens-Liévin',
          type: 'epci',
          etendue: 'connue',
          communes: ['62498'],
        }),
        fiches: cards,
        named,
      },
      context,
    ),
  ],
  [
    'territories/show',
    territoryPage(
      {
        levels: [],
        hasSocialDesk: false,
        territory: page('territory', 'artois', {
          titre: 'Artois',
          type: 'autre-perimetre',
          etendue: 'inconnue',
        }),
        fiches: [],
        named,
      },
      context,
    ),
  ],
  ['places/choice', placeChoicePage({ text: 'saint', choices: [] }, context)],
  [
    'glossary',
    glossaryPage(new Map([['rsa', card('scheme', 'rsa', 'Revenu de solidarité active')]]), {
      ...context,
      directory: {
        ...context.directory,
        glossary: createGlossary([
          {
            entrees: [
              { terme: 'revenu de solidarité active', sigle: 'RSA', explication: 'Un revenu.', fiche: 'rsa' },
              { terme: 'aide personnalisée au logement', sigle: 'APL' },
              { terme: 'huissier', mots: ['papier bleu'] },
            ],
          },
        ]),
      },
    }),
  ],
  ['help/list', helpListPage([help, card('help', 'accessibilite', 'Accessibilité')], context)],
  [
    'help/show',
    helpPage(
      {
        page: page(
          'help',
          'accessibilite',
          { titre: 'Accessibilité', resume: 'Ce qui est fait.' },
          { segments: body },
        ),
        named,
      },
      context,
    ),
  ],
  [
    'statistics/show',
    statisticsPage(
      {
        month: undefined,
        months: [
          { month: '2026-10', total: 0 },
          { month: '2026-11', total: 1_250 },
        ],
        since: '2026-10-01',
        visits: [
          { ...scheme, owner: 'caf', way: 'search', total: 1_249 },
          { ...scheme, owner: 'caf', way: 'print', total: 2 },
          { ...housing, owner: null, way: 'link', total: 1 },
        ],
        themesOf: new Map([[scheme.id, ['logement']]]),
        territoriesOf: new Map([[scheme.id, ['national', '62498']]]),
        themes: [{ ...housing, fields: {} }],
        named,
      },
      context,
    ),
  ],
  [
    'statistics/show',
    statisticsPage(
      {
        month: '2026-11',
        months: [{ month: '2026-11', total: 0 }],
        since: undefined,
        visits: [],
        themesOf: new Map(),
        territoriesOf: new Map(),
        themes: [],
        named,
      },
      context,
    ),
  ],
  [
    'people/list',
    peoplePage(
      {
        accounts: [account(), account({ label: 'Référent WikiSol62', grants: [] })],
        total: 102,
        seesAll: true,
        filter: { text: '', role: '', state: '' },
        page: 1,
        done: undefined,
        invitation: { ...invitation, problems: { role: 'Faux.', perimetre: 'Inconnu.' } },
      },
      context,
    ),
  ],
  [
    'people/list',
    peoplePage(
      {
        accounts: [],
        total: 0,
        seesAll: false,
        filter: { text: 'x', role: '', state: '' },
        page: 1,
        done: 'habilitation-retiree',
        invitation: { ...invitation, mayChooseRole: false },
      },
      context,
    ),
  ],
  ['people/show', personPage(person, context)],
  [
    'people/show',
    personPage(
      {
        ...person,
        account: account({
          hasPassword: false,
          disabledAt: '2026-11-20T10:00:00.000Z',
          grants: [],
          formerGrants: [given({ revokedAt: '2026-11-20T10:00:00.000Z' })],
        }),
        giving: { ...invitation, problems: { perimetre: 'Inconnu.' } },
        labelProblems: { libelle: 'Trop long.' },
        journal: [],
        refusal: 'Non.',
      },
      context,
    ),
  ],
  [
    'people/show',
    personPage(
      { ...person, manages: false, mayTakeBack: () => false, journal: undefined, done: undefined },
      context,
    ),
  ],
  [
    'journal/show',
    journalPage(
      {
        lines: [
          journalLine(),
          journalLine({ personId: null, document: { kind: 'scheme', slug: 'expulsion' } }),
        ],
        hasOlder: true,
        isFirstPage: false,
        names: new Map([[12, 'Alice']]),
        actions: ['connexion', 'rebuild'],
        filter: { person: '12', object: '', action: '' },
      },
      context,
    ),
  ],
  [
    'journal/show',
    journalPage(
      {
        lines: [],
        hasOlder: false,
        isFirstPage: true,
        names: new Map(),
        actions: [],
        filter: { person: '', object: '', action: '' },
      },
      context,
    ),
  ],
  [
    'outbox/show',
    outboxPage(
      {
        messages: [
          message(),
          message({ id: 6, abandonedAt: '2026-11-24T10:00:00.000Z', attempts: 6, lastFault: 'Refusé.' }),
          message({ id: 7, sentAt: '2026-11-24T10:00:00.000Z' }),
        ],
        page: 2,
        hasOlder: true,
        isPublic: false,
        retryKey: () => 'k',
        done: 'reprise',
        refusal: 'Non.',
      },
      context,
    ),
  ],
  [
    'outbox/show',
    outboxPage(
      {
        messages: [],
        page: 1,
        hasOlder: false,
        isPublic: true,
        retryKey: () => 'k',
        done: undefined,
        refusal: undefined,
      },
      context,
    ),
  ],
  ['errors/notFound', notFoundPage({ path: '/nulle-part', near: [scheme] }, context)],
  ['errors/notFound', notFoundPage({ path: '/nulle-part', near: [] }, context)],
  ['errors/refusal', refusalPage({ status: 429, path: '/recherche' }, context)],
  ['errors/failure', failurePage({ requestId: 'f00d' }, context)],
  ['errors/unavailable', unavailablePage(context)],
  ...accountExamples(),
  ...PROPOSAL_EXAMPLES,
]

/** What accounts show: to nobody, and to somebody who is signed in. */
function accountExamples(): Example[] {
  const signedIn = {
    ...context,
    account: { name: 'Carole Petit', roles: ['moderator', 'administrator'] as const, signOutKey: 'k' },
  }
  const way = { back: '/', kept: '', key: 'k' }
  const form = { action: '/invitation/x', key: 'k', problems: { nouveau: 'Écrivez un mot de passe.' } }
  const asked = { key: 'k', problems: {}, hasFactor: true }
  const factor = { uri: 'otpauth://totp/WikiSol62:a?secret=ABCD', secret: 'ABCDEFGH' }
  const session = {
    hash: 'a'.repeat(64),
    personId: 1,
    secondFactor: true,
    browser: 'Firefox sous Windows',
    createdAt: '2026-11-24T08:00:00.000Z',
    seenAt: '2026-11-24T09:00:00.000Z',
  }
  const person = {
    id: 1,
    email: 'carole@dept.example',
    name: 'Carole Petit',
    label: null,
    createdAt: session.createdAt,
    lastSignInAt: null,
    disabledAt: null,
    erasedAt: null,
  }
  const account = {
    person,
    grants: [
      { role: 'moderator', scope: 'theme', target: 'logement' },
      { role: 'administrator', scope: 'everywhere', target: '' },
    ] as const,
    sessions: [session, { ...session, hash: 'b'.repeat(64) }],
    sessionHash: session.hash,
    hasFactor: true,
    mustHaveFactor: true,
    codesLeft: 1,
    done: 'nom',
    name: 'Carole Petit',
    problems: {},
    keys: { name: 'k', close: 'k', closeOthers: 'k' },
  }
  const plain = { ...account, grants: [], sessions: [session], hasFactor: false, mustHaveFactor: false }
  return [
    ['home', homePage({ total: 1, themes: [], latest: [] }, signedIn)],
    [
      'signIn/password',
      signInPage({ email: '', problems: {}, notice: 'Vous êtes déconnecté.', ...way }, context),
    ],
    ['signIn/password', signInPage({ email: 'a@b.fr', problems: {}, refusal: 'Non.', ...way }, context)],
    ['signIn/code', codePage({ problems: { code: 'Écrivez le code.' }, ...way }, context)],
    ['signIn/code', codePage({ problems: {}, refusal: 'Trop d’essais.', ...way }, context)],
    ['signIn/enrol', enrolNeededPage(context)],
    ['doors/form', openAccountPage({ ...form, name: 'Denis', email: '', isNew: true }, context)],
    ['doors/form', forgottenPage({ key: 'k', problems: {}, email: '', refusal: 'Trop d’essais.' }, context)],
    ['doors/form', confirmAddressPage({ ...form, problems: {}, email: 'a@b.fr' }, context)],
    ['doors/word', deadLinkPage('/invitation/x', context)],
    ['doors/word', linkSentPage(context)],
    ['doors/factor', factorPage({ ...form, problems: {}, ...factor }, context)],
    ['doors/recovery', recoveryPage({ codes: ['abcd-efgh'], isSignedIn: true }, signedIn)],
    ['account/show', accountPage(account, signedIn)],
    ['account/show', accountPage({ ...plain, problems: { nom: 'Écrivez votre nom.' }, name: '' }, signedIn)],
    ['account/form', passwordForm(asked, signedIn)],
    ['account/form', addressForm({ ...asked, problems: { form: 'Trop d’essais.' }, email: '' }, signedIn)],
    ['account/factor', ownFactorPage({ ...asked, ...factor, canRemove: true }, signedIn)],
    ['account/factor', ownFactorPage({ ...asked, ...factor, canRemove: false }, signedIn)],
    [
      'forms/resume',
      resumePage({ path: '/compte/nom', fields: { nom: 'Alice' }, key: 'k', reason: 'signed in' }, signedIn),
    ],
  ]
}
