/** What may be written to the author, and how a proposal is decided. */
import { withFrenchSpaces } from '../text/typography.ts'
import { type FieldView, fieldView, type PostView, postView } from './form.ts'
import type { ProposalInput } from './proposal.ts'

/** A field that is several lines long, and the form that sends it. */
export interface WordsForm {
  post: PostView
  field: FieldView
  submit: string
  /** Folded for who decides: the message of the verdict is the usual one. */
  open: boolean
}

export interface VerdictView {
  post: PostView
  field: FieldView
  /** Nothing while a conflict waits: there is no one text to accept. */
  acceptWords: string | undefined
  correctUrl: string | undefined
  /** Each key, and what it does. */
  keys: { keys: string[]; does: string }[]
  sentences: { heading: string; texts: readonly string[] }[]
}

export function commentOf({ forms, author, state, typed, problems }: ProposalInput): WordsForm | undefined {
  if (forms.comment === undefined) return undefined
  const answers = author.isYou && state === 'changes_requested'
  const decides = forms.verdict !== undefined
  const others = decides ? 'Écrire sans décider' : 'Écrire à l’auteur'
  const label = answers ? 'Votre réponse' : author.isYou ? 'Écrire à qui relit' : others
  return {
    post: postView(forms.comment),
    field: fieldView('commentaire', label, problems, {
      value: typed.comment,
      hint: 'Lu par l’auteur et par ceux qui relisent. Jamais rien de la personne reçue.',
    }),
    submit: answers ? 'Répondre' : 'Envoyer le message',
    open: !decides || typed.comment !== '' || problems.commentaire !== undefined,
  }
}

const SENTENCES: VerdictView['sentences'] = [
  {
    heading: 'Pour demander',
    texts: [
      'D’où vient cette information, et de quand date-t-elle ?',
      'À partir de quel jour ce changement vaut-il, et jusqu’à quand ?',
      'Ce numéro est-il pour tous, ou pour les professionnels seulement ?',
    ].map(withFrenchSpaces),
  },
  {
    heading: 'Pour refuser',
    texts: [
      'L’institution, appelée ce jour, ne confirme pas ce changement.',
      'Une autre fiche le dit déjà : mieux vaut compléter celle-là.',
      'Le texte permet de reconnaître une personne reçue : le guide n’en garde rien.',
    ].map(withFrenchSpaces),
  },
]

export function verdictOf({
  forms,
  changes,
  seats,
  typed,
  problems,
}: ProposalInput): VerdictView | undefined {
  if (forms.verdict === undefined) return undefined
  const hasConflict = changes.some(({ moved }) => moved?.conflict !== undefined)
  const waitsForOthers = seats.some(({ agreed, isYours }) => agreed === undefined && !isYours)
  return {
    post: postView(forms.verdict),
    field: fieldView('message', 'Message à l’auteur', problems, {
      value: typed.message,
      hint: 'Obligatoire pour demander des précisions ou refuser. Si vous acceptez, il reste sur cette page, sans courriel.',
    }),
    acceptWords: hasConflict ? undefined : waitsForOthers ? 'Donner mon accord' : 'Accepter et publier',
    correctUrl: hasConflict ? undefined : forms.correctUrl,
    keys: [
      ...(hasConflict ? [] : [{ keys: ['A'], does: 'accepter' }]),
      { keys: ['D'], does: 'demander' },
      { keys: ['R'], does: 'refuser' },
    ],
    sentences: SENTENCES,
  }
}
