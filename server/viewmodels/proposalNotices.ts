/** What a reviewer must know before reading a proposal: what is sensitive, what changed meanwhile, who else must agree. */
import type { ReviewLevel, Seat } from '../domain/proposal.ts'
import { joinWords, withFrenchSpaces } from '../text/typography.ts'
import { instantInWords } from './instant.ts'
import type { Link } from './links.ts'
import type { ProposalInput, SeatInput } from './proposal.ts'
import { nameOf } from './proposalState.ts'

export interface NoticeView {
  isWarning: boolean
  strong: string
  text: string
  lines: string[]
  link: Link | undefined
}

export function noticesOf(input: ProposalInput): NoticeView[] {
  return [
    ...changedNotice(input),
    ...sensitiveNotice(input),
    ...input.changes.flatMap((change) => movedNotice(change, input)),
    ...seatsNotice(input),
    ...levelNotice(input.level),
  ]
}

function notice(strong: string, text: string, more: Partial<NoticeView> = {}): NoticeView[] {
  const words = { strong: withFrenchSpaces(strong), text: withFrenchSpaces(text) }
  return [{ isWarning: true, lines: [], link: undefined, ...words, ...more }]
}

const CALM = { isWarning: false }

function changedNotice({ changedSince }: ProposalInput): NoticeView[] {
  if (changedSince === undefined) return []
  return notice(
    `L’auteur a envoyé un autre texte pendant votre lecture (version ${changedSince.version}, ${instantInWords(changedSince.at)}).`,
    'Rien n’a été publié. Voici ce texte : relisez-le avant de décider.',
  )
}

function sensitiveNotice({ changes, forms }: ProposalInput): NoticeView[] {
  const fields = changes.flatMap(({ comparison }) => comparison.fields.filter(({ risk }) => risk === 'high'))
  const labels = [...new Set(fields.map(({ label }) => label))]
  if (labels.length === 0 || forms.verdict === undefined) return []
  const words = labels.length === 1 ? 'Champ sensible' : 'Champs sensibles'
  return notice(`${words} : ${joinWords(labels)}.`, 'Appelez ou demandez la source avant d’accepter.')
}

function movedNotice(
  { moved, title }: ProposalInput['changes'][number],
  { changes }: ProposalInput,
): NoticeView[] {
  if (moved === undefined) return []
  const fiche = changes.length > 1 ? `« ${title} »` : 'La fiche'
  const version = `version ${moved.revision}, publiée le ${instantInWords(moved.publishedAt)}`
  if (moved.conflict === undefined)
    return notice(
      `${fiche} a changé depuis (${version}), ailleurs.`,
      'Les deux modifications vont ensemble : ce que vous lisez ici tient compte des deux.',
      CALM,
    )
  const { labels, url } = moved.conflict
  return notice(
    `${fiche} a changé depuis (${version}), au même endroit : ${joinWords(labels)}.`,
    url === undefined ? 'Il faut choisir ce qui reste avant de publier.' : '',
    { link: url === undefined ? undefined : { label: 'Choisir ce qui reste', url } },
  )
}

const SEATS: Record<Seat, string> = { now: 'qui répond de la fiche', next: 'qui en répondrait' }

function seatsNotice({ seats }: ProposalInput): NoticeView[] {
  if (seats.length < 2) return []
  return notice(
    'La fiche changerait d’institution : les deux côtés doivent donner leur accord.',
    'Elle n’est publiée qu’avec les deux.',
    { ...CALM, lines: seats.map(seatWords) },
  )
}

function seatWords({ seat, scope, agreed, isYours }: SeatInput): string {
  const who = `${scope} (${SEATS[seat]}${isYours ? ', votre côté' : ''})`
  const answer = agreed === undefined ? 'accord attendu' : `accord ${agreementOf(agreed)}`
  return withFrenchSpaces(`${who} : ${answer}.`)
}

function agreementOf({ by, at }: NonNullable<SeatInput['agreed']>): string {
  return `donné par ${by.isYou ? 'vous' : nameOf(by)}, le ${instantInWords(at)}`
}

function levelNotice(level: ReviewLevel): NoticeView[] {
  if (level === 'everywhere')
    return notice('Personne dans ce périmètre.', 'Elle revient aux modérateurs de tout le guide.', CALM)
  if (level === 'nobody')
    return notice('Personne d’autre ne peut relire.', 'L’aide dit comment faire.', {
      link: { label: 'Voir l’aide', url: '/aide/relire' },
    })
  return []
}
