import type { FicheKind } from '../domain/document/keys.ts'
import { FICHE_KINDS, KINDS } from '../domain/document/kinds.ts'
import { SOCIAL_DESK } from '../domain/orientation.ts'
import type { Card, FicheCard } from '../store/pageTypes.ts'
import { sortKey } from '../text/fold.ts'
import { counted } from '../text/typography.ts'
import { type CardList, type CardView, cardList, cardView } from './card.ts'
import type { ViewContext } from './context.ts'
import { kindView } from './kind.ts'
import { type Page, pageOf } from './page.ts'

/** A title's cards of one nature: « Dispositifs (12) ». */
export interface KindGroup extends CardList {
  id: string
  heading: string
  icon: string
  nature: string
  count: number
}

export interface NatureFilter {
  label: string
  icon: string | undefined
  nature: string | undefined
  url: string
  count: number
  current: boolean
}

export interface LetterGroup {
  letter: string
  id: string
  cards: CardView[]
}

export interface FicheListPage extends Page {
  heading: string
  count: string
  filters: NatureFilter[]
  letters: LetterGroup[]
}

export interface FicheListInput {
  /** The fiches of this nature, or all, in any order. */
  cards: readonly FicheCard[]
  nature: FicheKind | undefined
  /** How many fiches of each nature the reader may see. */
  counts: Readonly<Record<FicheKind, number>>
}

/** Alphabetical order as a French dictionary has it, accents and capitals apart. */
export function alphabetical<C extends Pick<Card, 'title'>>(cards: readonly C[]): C[] {
  const keyed = cards.map((card) => ({ card, key: sortKey(card.title) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return keyed.map(({ card }) => card)
}

export function ficheListPage(
  { cards, nature, counts }: FicheListInput,
  context: ViewContext,
): FicheListPage {
  const heading = nature === undefined ? 'Toutes les fiches' : KINDS[nature].plural
  const count = counted(cards.length, 'fiche', 'fiches')
  return {
    ...pageOf(
      {
        title: heading,
        description: `${heading} du guide, de A à Z : ${count}.`,
        canonicalPath: nature === undefined ? '/fiches' : natureUrl(nature),
      },
      context,
    ),
    heading,
    count,
    filters: filtersOf(nature, counts),
    letters: lettersOf(cards, context),
  }
}

function natureUrl(kind: FicheKind): string {
  return `/fiches?nature=${KINDS[kind].nature}`
}

function filtersOf(nature: FicheKind | undefined, counts: FicheListInput['counts']): NatureFilter[] {
  const total = FICHE_KINDS.reduce((sum, kind) => sum + counts[kind], 0)
  const all = {
    label: 'Toutes',
    icon: undefined,
    nature: undefined,
    url: '/fiches',
    count: total,
    current: nature === undefined,
  }
  const each = FICHE_KINDS.map((kind) => ({
    label: KINDS[kind].plural,
    icon: kindView(kind).icon,
    nature: KINDS[kind].nature,
    url: natureUrl(kind),
    count: counts[kind],
    current: kind === nature,
  }))
  return [all, ...each]
}

function lettersOf(cards: readonly FicheCard[], context: ViewContext): LetterGroup[] {
  return byLetter(alphabetical(cards), ({ title }) => title).map(({ items, ...letter }) => ({
    ...letter,
    cards: items.map((card) => cardView(card, context)),
  }))
}

/** Things already in order, under their first letters. */
export function byLetter<T>(
  sorted: readonly T[],
  nameOf: (item: T) => string,
): { letter: string; id: string; items: T[] }[] {
  const groups = new Map<string, T[]>()
  for (const item of sorted) {
    const letter = letterOf(nameOf(item))
    const group = groups.get(letter)
    if (group === undefined) groups.set(letter, [item])
    else group.push(item)
  }
  return [...groups].map(([letter, items]) => ({ letter, id: `lettre-${letter.toLowerCase()}`, items }))
}

/** The letter under which a title stands; figures and signs stand together under « 0-9 ». */
function letterOf(title: string): string {
  const first = sortKey(title).charAt(0)
  return first >= 'a' && first <= 'z' ? first.toUpperCase() : '0-9'
}

/** Where anybody is received whatever the question (MDS, CCAS) comes before places with one trade. */
function desksFirst(cards: FicheCard[], { directory }: ViewContext): FicheCard[] {
  const isDesk = ({ slug }: FicheCard) => directory.find(slug)?.category === SOCIAL_DESK
  return [...cards.filter(isDesk), ...cards.filter((card) => !isDesk(card))]
}

/** Fiches grouped by nature, in the order in which an agent needs them. */
export function byNature(cards: readonly FicheCard[], context: ViewContext): KindGroup[] {
  const order: readonly FicheKind[] = ['scheme', 'contact', 'site', 'institution']
  return order.flatMap((kind) => {
    const group = desksFirst(alphabetical(cards.filter((card) => card.kind === kind)), context)
    if (group.length === 0) return []
    const { nature, plural } = { ...KINDS[kind] }
    return [
      {
        id: nature,
        heading: plural,
        icon: kindView(kind).icon,
        nature,
        count: group.length,
        ...cardList(group, context),
      },
    ]
  })
}
