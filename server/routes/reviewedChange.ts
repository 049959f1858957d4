/** What a reviewer sees of one fiche of a proposal, and what deserves a second look. */
import { parisDay } from '../domain/day.ts'
import { likelyDuplicates } from '../domain/duplicates.ts'
import type { FicheFacts } from '../domain/facts.ts'
import { parsePhone } from '../domain/phone.ts'
import { isPending } from '../domain/proposal.ts'
import { type Warning as Found, warningsFor } from '../domain/warnings.ts'
import { consultationsOf } from '../store/consultations.ts'
import { backlinksOf } from '../store/pages.ts'
import type { Card } from '../store/pageTypes.ts'
import type { ReviewedChange, Warning } from '../viewmodels/proposedChange.ts'
import { proposalUrl } from './proposalAddress.ts'
import { type Loaded, segmentsFor, type Weighted } from './proposing.ts'
import type { Visit } from './route.ts'
import { comparedFiche } from './waiting.ts'

const READ_DAYS = 30
const DAY_MS = 86_400_000

/** What a reviewer sees of one fiche. */
export async function reviewedChange(
  visit: Visit,
  { proposal, object }: Loaded,
  outlook: Weighted,
): Promise<ReviewedChange> {
  const { context, directory } = visit
  const { change, now, merge } = outlook
  const today = parisDay(context.now())
  const from = parisDay(new Date(context.now().getTime() - READ_DAYS * DAY_MS))
  const facts = directory.find(change.slug)
  const [segments, reads, backlinks] = await Promise.all([
    segmentsFor(visit, outlook),
    change.documentId === null ? 0 : consultationsOf(context.database.read, change.documentId, from, today),
    facts === undefined ? [] : backlinksOf(context.database.read, visit.sight, facts),
  ])
  const shownOn = [...new Map(backlinks.map(({ card }) => [card.id, card])).values()]
  const conflicts = merge?.conflicts ?? []
  return {
    ...comparedFiche(visit, outlook),
    previewUrl: proposalUrl(proposal.id, `/apercu/${change.position}`),
    segments,
    reads,
    shownOn,
    warnings: isPending(proposal.state) ? warningsOf(visit, outlook, shownOn) : [],
    moved:
      merge === undefined || now === undefined
        ? undefined
        : {
            revision: now.revision,
            publishedAt: (facts && directory.cardOf(facts.id)?.publishedAt) ?? proposal.updatedAt,
            conflict:
              conflicts.length === 0
                ? undefined
                : {
                    labels: conflicts.map(({ label }) => label),
                    url:
                      object === 'own' ? proposalUrl(proposal.id, `/conflit/${change.position}`) : undefined,
                  },
          },
  }
}

function warningsOf(visit: Visit, { change, now, result }: Weighted, shownOn: readonly Card[]): Warning[] {
  const { directory } = visit
  const cards = (slugs: readonly string[]) =>
    slugs.flatMap((slug) => {
      const facts = directory.find(slug)
      return (facts && directory.cardOf(facts.id)) ?? []
    })
  const found = warningsFor({ slug: change.slug, before: now?.document, after: result }, directory.all())
  return [
    ...found.flatMap((each) => inWords(each, result.fields as Record<string, unknown>, cards)),
    ...(change.kind === 'contact' && shownOn.length > 1
      ? [{ what: 'shared' as const, fiches: shownOn }]
      : []),
    ...(now === undefined ? duplicatesOf(visit, result, cards) : []),
  ]
}

function inWords(
  found: Found,
  fields: Record<string, unknown>,
  cards: (slugs: readonly string[]) => Card[],
): Warning[] {
  switch (found.kind) {
    case 'personal':
      return [{ what: 'personal', ...PERSONAL[found.what](fields) }]
    case 'samePhone':
      return cards(found.fiches).map((fiche) => ({
        what: 'contradiction',
        fiche,
        label: 'Ce numéro est déjà celui d’une autre fiche',
        value: String(fields.telephone ?? ''),
      }))
    case 'oldPhone':
      return cards(found.fiches).map((fiche) => ({
        what: 'contradiction',
        fiche,
        label: 'L’ancien numéro y reste',
        value: fiche.phone ?? '',
      }))
    case 'otherHours':
      return cards(found.fiches).map((fiche) => ({
        what: 'contradiction',
        fiche,
        label: 'Autres horaires à la même adresse',
        value: '',
      }))
  }
}

const PERSONAL: Readonly<
  Record<
    Extract<Found, { kind: 'personal' }>['what'],
    (fields: Record<string, unknown>) => { label: string; value: string }
  >
> = {
  personne: ({ personne }) => ({ label: 'Le nom d’une personne', value: String(personne ?? '') }),
  mobile: ({ telephone }) => ({ label: 'Un numéro de portable', value: String(telephone ?? '') }),
  courriel: ({ courriel }) => ({ label: 'Une adresse au nom d’une personne', value: String(courriel ?? '') }),
}

export function duplicatesIn(visit: Visit, document: Parameters<typeof likelyDuplicates>[0]) {
  return likelyDuplicates(document, known(visit))
}

function* known({ directory }: Visit) {
  for (const facts of directory.all()) yield comparable(facts, directory.cardOf(facts.id)?.acronym)
}

function comparable({ slug, title, kind, commune, address, phone }: FicheFacts, acronym: string | undefined) {
  const parsed = phone === undefined ? undefined : parsePhone(phone)
  return {
    slug,
    title,
    kind,
    ...(acronym === undefined ? {} : { acronym }),
    ...(commune === undefined ? {} : { commune }),
    ...(address === undefined ? {} : { address }),
    phoneDigits: parsed?.ok ? [parsed.digits] : [],
  }
}

function duplicatesOf(
  visit: Visit,
  document: Weighted['result'],
  cards: (slugs: readonly string[]) => Card[],
): Warning[] {
  return duplicatesIn(visit, document).flatMap(({ slug, reasons }) =>
    cards([slug]).map((fiche) => ({ what: 'duplicate' as const, fiche, why: duplicateWords(reasons) })),
  )
}

const REASONS: Readonly<Record<string, string>> = {
  title: 'même titre',
  phone: 'même téléphone',
  address: 'même adresse',
  'close-title': 'titre proche',
}

export function duplicateWords(reasons: readonly string[]): string {
  return reasons.map((reason) => REASONS[reason] ?? reason).join(', ')
}
