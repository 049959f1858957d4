/** One of the fiches that a proposal changes, as who must agree to it reads it. */
import type { RenderedSegment } from '../markdown/rendered.ts'
import type { Card } from '../store/pageTypes.ts'
import { counted, withFrenchSpaces } from '../text/typography.ts'
import { type BodyView, bodyView } from './body.ts'
import { type ChangesView, changesView } from './changes.ts'
import type { ViewContext } from './context.ts'
import type { KindView } from './kind.ts'
import { type Link, linkTo } from './links.ts'
import type { ProposalInput } from './proposal.ts'
import { type ComparedFiche, ficheView } from './proposalState.ts'

/** What a reviewer should look at before publishing. */
export type Warning =
  /** A name or a line of a person that the published text does not hold. */
  | { what: 'personal'; label: string; value: string }
  /** A contact that other fiches show: they all change with it. */
  | { what: 'shared'; fiches: readonly Card[] }
  | { what: 'contradiction'; fiche: Card; label: string; value: string }
  | { what: 'duplicate'; fiche: Card; why: string }

export interface ReviewedChange extends ComparedFiche {
  /** Where the text can be read as its readers will; nothing where it has no page yet. */
  previewUrl: string | undefined
  segments: readonly RenderedSegment[]
  /** In 30 days. */
  reads: number
  /** The fiches that show this one. */
  shownOn: readonly Card[]
  warnings: readonly Warning[]
  /**
   * What was published since the author began: nothing, other fields (both changes go together) or the same one, which
   * somebody must choose on the page `url`; nobody here where it has none.
   */
  moved:
    | {
        revision: number
        publishedAt: string
        conflict: { labels: readonly string[]; url: string | undefined } | undefined
      }
    | undefined
}

export interface ChangeView {
  id: string
  isNew: boolean
  /** Of each of several fiches; that of a single one stands over the page. */
  kind: KindView | undefined
  /** The published fiche. */
  publishedUrl: string | undefined
  /** Over each of several fiches; the title of the page is that of a single one. */
  heading: string
  warnings: { words: string; links: Link[] }[]
  changes: ChangesView
  /** Where nothing differs from what is published: why. */
  same: string | undefined
  previewUrl: string | undefined
  body: BodyView
}

export interface TouchView {
  /** Where the proposal has several fiches. */
  title: string | undefined
  reads: string
  shownOn: Link[]
  others: string | undefined
}

export function changeView(
  change: ReviewedChange,
  index: number,
  { named, layout, changes }: ProposalInput,
  context: ViewContext,
): ChangeView {
  const { slug, comparison } = change
  const body = bodyView(change.segments, named, context)
  const fiche = ficheView(change)
  return {
    id: `fiche-${index + 1}`,
    isNew: fiche.isNew,
    kind: changes.length === 1 ? undefined : fiche.kind,
    publishedUrl: fiche.url,
    heading: changes.length === 1 ? 'Ce qui change' : fiche.title,
    warnings: change.warnings.map(warningView),
    changes: changesView(comparison, { isNew: slug === undefined, inColumns: layout === 'colonnes' }),
    same: comparison.fields.length + comparison.body.length === 0 ? sameWords(change) : undefined,
    previewUrl: change.previewUrl,
    body: {
      contents: [],
      segments: body.segments.map(({ html, ...segment }) => ({ ...segment, html: withoutIds(html) })),
    },
  }
}

/** What the author says where something else was published stands in nobody's comparison until he chooses. */
function sameWords({ moved }: ReviewedChange): string {
  return withFrenchSpaces(
    moved?.conflict === undefined
      ? 'Rien ne change plus : la fiche publiée dit déjà la même chose.'
      : 'Ce qui est proposé au même endroit n’est pas montré ici, tant que l’auteur n’a pas choisi ce qui reste.',
  )
}

/** Several bodies stand on one page: their headings would bear the same names. */
function withoutIds({ stored }: BodyView['segments'][number]['html']): { stored: string } {
  return { stored: stored.replace(/(<h[1-6])\sid="[^"]*"/g, '$1') }
}

function warningView(warning: Warning): ChangeView['warnings'][number] {
  switch (warning.what) {
    case 'personal':
      return said(`Donnée personnelle ajoutée : ${warning.label}, « ${warning.value} ».`)
    case 'shared': {
      const { length } = warning.fiches
      return said(
        length === 1
          ? 'Une autre fiche montre ce contact, et changera avec lui :'
          : `${length} autres fiches montrent ce contact, et changeront avec lui :`,
        warning.fiches,
      )
    }
    case 'contradiction':
      return said(`${warning.label}${warning.value === '' ? '' : ` (${warning.value})`} :`, [warning.fiche])
    case 'duplicate':
      return said(`Doublon possible (${warning.why}) :`, [warning.fiche])
  }
}

function said(words: string, fiches: readonly Card[] = []): ChangeView['warnings'][number] {
  return { words: withFrenchSpaces(words), links: fiches.map(linkTo) }
}

/** Beyond that many, a number says enough. */
const SHOWN_FICHES = 6

export function touchView({ title, reads, shownOn }: ReviewedChange, several: boolean): TouchView {
  const others = shownOn.length - SHOWN_FICHES
  return {
    title: several ? withFrenchSpaces(title) : undefined,
    reads: `${counted(reads, 'lecture', 'lectures')} en 30 jours`,
    shownOn: shownOn.slice(0, SHOWN_FICHES).map(linkTo),
    others: others > 0 ? `et ${counted(others, 'autre', 'autres')}` : undefined,
  }
}
