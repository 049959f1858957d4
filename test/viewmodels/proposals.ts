/** Proposals of the small guide, in every state, as the routes give them. */
import type { DocumentComparison, FieldChange } from '../../server/domain/comparison.ts'
import { createRenderPage, type RenderPage } from '../../server/http/render.ts'
import { type ConflictInput, conflictPage } from '../../server/viewmodels/conflict.ts'
import type { PostForm } from '../../server/viewmodels/form.ts'
import {
  type OwnProposal,
  type OwnProposalsInput,
  ownProposalsPage,
} from '../../server/viewmodels/ownProposals.ts'
import { type ProposalInput, proposalPage } from '../../server/viewmodels/proposal.ts'
import type { ComparedFiche, Somebody } from '../../server/viewmodels/proposalState.ts'
import type { ReviewedChange } from '../../server/viewmodels/proposedChange.ts'
import { type QueuedProposal, type QueueInput, queuePage } from '../../server/viewmodels/queue.ts'
import type { Views } from '../../server/viewmodels/views.ts'
import { body, context, line, mute, named, scheme, site } from './guide.ts'

/** Markup, quotes and a closing tag: what no page may print as it is. */
export const HOSTILE = '"><script>alert(1)</script>\'</textarea>'

export const alice: Somebody = { name: 'Alice Martin', institution: 'CAF', isYou: false }
export const you: Somebody = { name: 'Carole Petit', institution: 'MDS', isYou: true }
export const marie: Somebody = { name: 'Marie Leroy', institution: undefined, isYou: false }

export function post(action: string): PostForm {
  return { action, key: 'k', hidden: { version: '2', empreinte: 'abc' } }
}

export function field(more: Partial<FieldChange> = {}): FieldChange {
  return {
    key: 'horaires',
    label: 'Mercredi',
    before: ['8 h 30 à 16 h 30'],
    after: ['13 h 30 à 16 h 30'],
    says: 'Mercredi : 8 h 30 à 16 h 30 → 13 h 30 à 16 h 30',
    risk: 'high',
    ...more,
  }
}

export const byAppointment = field({
  key: 'sur_rendez_vous',
  label: 'Sur rendez-vous',
  before: [],
  after: ['oui, en ligne'],
  says: 'Sur rendez-vous : oui, en ligne ajouté',
  risk: 'medium',
})

export const names = field({
  key: 'autres_noms',
  label: 'Autres noms',
  before: ['CAF 62'],
  after: ['CAF 62', 'Cafpas'],
  says: 'Autres noms : Cafpas ajouté',
  risk: 'low',
})

export const comparison: DocumentComparison = {
  fields: [byAppointment, field(), names],
  body: [
    { kind: 'same', text: 'La CAF reçoit sur rendez-vous' },
    { kind: 'added', text: ', pris en ligne' },
    { kind: 'same', text: '. ' },
    { kind: 'removed', text: 'L’espace classique' },
    { kind: 'added', text: 'L’accueil sans rendez-vous' },
    { kind: 'same', text: ' reste ouvert.' },
  ],
}

export const ONLY_NAMES: DocumentComparison = { fields: [names], body: [] }
export const NOTHING: DocumentComparison = { fields: [], body: [] }

export function fiche(more: Partial<ComparedFiche> = {}): ComparedFiche {
  return { kind: 'site', title: 'Accueil de la CAF à Arras', slug: 'caf-arras', comparison, ...more }
}

export function queued(more: Partial<QueuedProposal> = {}): QueuedProposal {
  return {
    id: 12,
    state: 'submitted',
    fiches: [fiche()],
    submittedAt: '2026-11-21T15:12:00.000Z',
    promisedOn: '2026-11-25',
    decidedAt: null,
    urgency: 'haute',
    reads: 214,
    author: alice,
    takenBy: undefined,
    level: 'institution',
    safe: undefined,
    ...more,
  }
}

export function queue(more: Partial<QueueInput> = {}): QueueInput {
  return {
    filter: { tab: 'a-relire', kind: undefined, theme: '', territory: '', institution: '' },
    counts: { 'a-relire': 6, precisions: 2, 'hors-perimetre': 3, miennes: 1, toutes: 12, traitees: 41 },
    proposals: [queued()],
    choices: {
      themes: [['logement', 'Logement']],
      territories: [['arrageois', 'Arrageois']],
      institutions: [['caf', 'CAF']],
    },
    delay: { days: 90, decided: 41, kept: 38, medianDays: 1 },
    batch: { action: '/relecture/lot', key: 'k', hidden: { retour: 'onglet=a-relire' } },
    done: undefined,
    about: undefined,
    batchResult: undefined,
    refusal: undefined,
    ...more,
  }
}

/** Every line that the queue may hold. */
export const MANY: QueuedProposal[] = [
  queued({ promisedOn: '2026-11-20', takenBy: you, state: 'in_review' }),
  queued({ id: 13, fiches: [fiche(), fiche({ kind: 'contact', title: 'Numéro vert' })], takenBy: marie }),
  queued({
    id: 14,
    urgency: 'moyenne',
    promisedOn: '2026-11-24',
    level: 'everywhere',
    fiches: [fiche({ kind: 'scheme', title: 'Bureau ADIL de Lens', slug: undefined })],
    author: { name: undefined, institution: undefined, isYou: false },
  }),
  queued({ id: 15, urgency: 'basse', level: 'nobody', author: you }),
  queued({
    id: 16,
    urgency: 'basse',
    reads: 1,
    fiches: [fiche({ comparison: ONLY_NAMES, title: 'Comités locaux pour le logement des jeunes' })],
    safe: 'f00d',
  }),
  queued({ id: 17, state: 'changes_requested', urgency: 'basse' }),
  queued({ id: 18, state: 'accepted', decidedAt: '2026-11-23T09:00:00.000Z' }),
]

export function change(more: Partial<ReviewedChange> = {}): ReviewedChange {
  return {
    ...fiche(),
    previewUrl: '/propositions/12/apercu',
    segments: body,
    reads: 214,
    shownOn: [scheme, line],
    warnings: [],
    moved: undefined,
    ...more,
  }
}

const NO_FORMS: ProposalInput['forms'] = {
  verdict: undefined,
  correctUrl: undefined,
  take: undefined,
  release: undefined,
  comment: undefined,
  editUrl: undefined,
  withdraw: undefined,
  resume: undefined,
}

export function proposal(more: Partial<ProposalInput> = {}): ProposalInput {
  return {
    id: 12,
    state: 'submitted',
    summary: 'Le mercredi matin, l’accueil ferme à partir de décembre.',
    message: 'Note interne du 16 novembre.',
    author: alice,
    submittedAt: '2026-11-21T15:12:00.000Z',
    promisedOn: '2026-11-25',
    decided: undefined,
    takenBy: undefined,
    scope: { label: 'CAF du Pas-de-Calais', isYours: true },
    level: 'institution',
    changes: [change()],
    seats: [],
    named,
    layout: 'ligne',
    queue: undefined,
    changedSince: undefined,
    corrections: undefined,
    thread: [
      { at: '2026-11-20T15:00:00.000Z', by: alice, kind: 'submitted', version: 1, words: '' },
      { at: '2026-11-20T16:00:00.000Z', by: marie, kind: 'asked', version: 1, words: 'Depuis quand ?' },
      { at: '2026-11-21T15:12:00.000Z', by: alice, kind: 'edited', version: 2, words: '' },
    ],
    forms: NO_FORMS,
    whyNot: undefined,
    typed: { message: '', comment: '' },
    problems: {},
    done: undefined,
    refusal: undefined,
    ...more,
  }
}

/** As who may decide reads it. */
export function reviewed(more: Partial<ProposalInput> = {}): ProposalInput {
  return proposal({
    forms: {
      ...NO_FORMS,
      verdict: post('/propositions/12/avis'),
      correctUrl: '/propositions/12/corriger',
      take: post('/propositions/12/prendre'),
      comment: post('/propositions/12/commenter'),
    },
    queue: {
      filter: { tab: 'a-relire', kind: 'site', theme: '', territory: '', institution: '' },
      position: 1,
      total: 6,
      nextId: 13,
    },
    ...more,
  })
}

/** As its author reads it. */
export function authored(more: Partial<ProposalInput> = {}): ProposalInput {
  return proposal({
    author: you,
    forms: {
      ...NO_FORMS,
      comment: post('/propositions/12/commenter'),
      editUrl: '/propositions/12/modifier',
      withdraw: post('/propositions/12/retirer'),
    },
    ...more,
  })
}

export function own(more: Partial<OwnProposal> = {}): OwnProposal {
  return {
    id: 12,
    state: 'submitted',
    fiches: [fiche()],
    submittedAt: '2026-11-21T15:12:00.000Z',
    promisedOn: '2026-11-25',
    decidedAt: null,
    updatedAt: '2026-11-23T15:12:00.000Z',
    summary: 'Le mercredi matin ferme.',
    question: undefined,
    choiceUrl: undefined,
    editUrl: undefined,
    discard: undefined,
    ...more,
  }
}

export const OWN: OwnProposal[] = [
  own({ id: 10, state: 'accepted', decidedAt: '2026-11-20T10:00:00.000Z' }),
  own(),
  own({
    id: 13,
    state: 'changes_requested',
    question: { words: 'Depuis quand ?', by: marie, at: '2026-11-22T10:00:00.000Z' },
  }),
  own({
    id: 14,
    state: 'draft',
    fiches: [fiche({ comparison: NOTHING })],
    submittedAt: null,
    promisedOn: null,
    summary: '',
    editUrl: '/propositions/14/modifier',
    discard: post('/propositions/14/supprimer'),
  }),
  own({ id: 9, state: 'withdrawn', updatedAt: '2026-11-12T10:00:00.000Z' }),
]

export const ownInput: OwnProposalsInput = { proposals: OWN, done: 'retiree' }

export function conflict(more: Partial<ConflictInput> = {}): ConflictInput {
  return {
    proposalId: 12,
    fiche: { kind: 'site', title: 'Accueil de la CAF à Arras', slug: 'caf-arras' },
    conflicts: [
      {
        id: '1',
        key: 'telephone',
        label: 'Téléphone',
        base: [],
        theirs: ['03 21 00 00 01'],
        mine: ['03 21 00 00 02'],
      },
      {
        id: '2',
        key: 'corps',
        label: 'Texte, « Pour venir »',
        base: ['Bus 4.'],
        theirs: ['Bus 4 et 5.'],
        mine: ['Bus 4, arrêt Gare.'],
      },
    ],
    published: { revision: 4, at: '2026-11-22T10:00:00.000Z', by: 'Marie Leroy' },
    author: you,
    merged: [names],
    bodyMerged: true,
    form: post('/propositions/12/conflit'),
    chosen: {},
    problems: {},
    ...more,
  }
}

const signedIn = {
  ...context,
  account: { name: 'Carole Petit', roles: ['moderator'] as const, signOutKey: 'k' },
}

const CORRECTIONS: ProposalInput['corrections'] = {
  by: marie,
  fiches: [{ title: 'Accueil de la CAF à Arras', comparison: { fields: [field()], body: [] } }],
  accept: post('/propositions/12/corrections'),
  keep: post('/propositions/12/garder'),
}

const TROUBLED = reviewed({
  state: 'in_review',
  takenBy: you,
  level: 'nobody',
  layout: 'colonnes',
  message: '',
  changedSince: { version: 2, at: '2026-11-24T10:00:00.000Z' },
  seats: [
    { seat: 'now', scope: 'CAF', agreed: { by: marie, at: '2026-11-23T10:00:00.000Z' }, isYours: false },
    { seat: 'next', scope: 'MDS', agreed: undefined, isYours: true },
  ],
  changes: [
    change({
      moved: { revision: 4, publishedAt: '2026-11-23T10:00:00.000Z', conflict: undefined },
      warnings: [
        { what: 'personal', label: 'Personne', value: 'Jeanne Dupont' },
        { what: 'shared', fiches: [scheme, site] },
        { what: 'contradiction', fiche: site, label: 'Téléphone', value: '03 21 00 00 00' },
        { what: 'duplicate', fiche: mute, why: 'même téléphone' },
      ],
    }),
    change({ kind: 'contact', title: 'Numéro vert', comparison: NOTHING, previewUrl: undefined }),
    change({ kind: 'scheme', title: 'Aide nouvelle', slug: undefined, shownOn: [] }),
  ],
  problems: { message: 'Écrivez ce que vous demandez.' },
  refusal: undefined,
})

const CONFLICTING = {
  revision: 4,
  publishedAt: '2026-11-23T10:00:00.000Z',
  conflict: { labels: ['Téléphone'], url: '/propositions/12/conflit' },
}

type ProposalView = 'proposals/queue' | 'proposals/show' | 'proposals/own' | 'proposals/conflict'
type ProposalExample = { [Name in ProposalView]: [Name, Views[Name]] }[ProposalView]

export const PROPOSAL_EXAMPLES: ProposalExample[] = [
  ['proposals/queue', queuePage(queue({ proposals: MANY }), signedIn)],
  ['proposals/queue', queuePage(queue({ proposals: [], delay: undefined, done: 'publiee' }), signedIn)],
  ['proposals/queue', queuePage(queue({ refusal: 'Cochez au moins une modification.' }), signedIn)],
  ['proposals/show', proposalPage(reviewed(), signedIn)],
  ['proposals/show', proposalPage(TROUBLED, signedIn)],
  ['proposals/show', proposalPage(reviewed({ changes: [change({ moved: CONFLICTING })] }), signedIn)],
  ['proposals/show', proposalPage(authored({ done: 'soumise' }), signedIn)],
  [
    'proposals/show',
    proposalPage(authored({ state: 'changes_requested', corrections: CORRECTIONS }), signedIn),
  ],
  [
    'proposals/show',
    proposalPage(
      proposal({ whyNot: 'outOfScope', level: 'everywhere', thread: [], refusal: 'Non.' }),
      signedIn,
    ),
  ],
  ['proposals/own', ownProposalsPage(ownInput, signedIn)],
  ['proposals/own', ownProposalsPage({ proposals: [], done: undefined }, signedIn)],
  ['proposals/conflict', conflictPage(conflict(), signedIn)],
  [
    'proposals/conflict',
    conflictPage(
      conflict({
        author: alice,
        merged: [],
        bodyMerged: false,
        chosen: { '2': 'deux' },
        problems: { 'choix.1': 'Choisissez le numéro qui restera.' },
      }),
      signedIn,
    ),
  ],
]

const FILES = ['app.js', 'style.css', 'font.woff2', 'icons.svg', 'favicon.svg']
const strict = createRenderPage({
  viewsDir: 'views',
  assets: Object.fromEntries(FILES.map((name) => [name, `/assets/${name}`])),
  strict: true,
})

/** The page as it is sent, where a template that asks for what is not there fails. */
export const htmlOf: RenderPage = (view, model) => strict(view, model)
