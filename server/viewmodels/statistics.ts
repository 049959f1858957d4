import type { Kind } from '../domain/document/keys.ts'
import { FICHE_KINDS, KINDS } from '../domain/document/kinds.ts'
import { monthOf, monthsBetween } from '../domain/month.ts'
import type { PageVisits, Way } from '../store/consultations.ts'
import type { Card, Named } from '../store/pageTypes.ts'
import { dateInWords } from '../text/dates.ts'
import { counted, NBSP, withCapital, withFrenchSpaces } from '../text/typography.ts'
import {
  type BarChart,
  barChart,
  type ColumnChart,
  columnChart,
  figures,
  type Point,
  share,
} from './chart.ts'
import type { ViewContext } from './context.ts'
import { type Link, linkTo, urlOf } from './links.ts'
import { placeLink } from './names.ts'
import { type Page, pageOf } from './page.ts'

export interface StatisticsRow {
  label: Link
  cells: string[]
}

/** A question, its answer drawn and in a table. */
export interface StatisticsSection {
  id: string
  heading: string
  note: string | undefined
  columns: string[]
  rows: StatisticsRow[]
  chart: BarChart | undefined
  /** What is said when there is no row. */
  empty: string
}

export interface StatisticsPage extends Page {
  heading: string
  period: string
  since: string
  /** Nothing was counted yet in the period. */
  empty: string | undefined
  months: { chart: ColumnChart; rows: { label: string; value: string }[] }
  choices: { value: string; label: string; selected: boolean }[]
  csv: { label: string; url: string }[]
  totals: { label: string; value: string }[]
  sections: StatisticsSection[]
}

export interface ThemeNode extends Card<'theme'> {
  fields: { parent?: string }
}

export interface StatisticsInput {
  /** The month that was asked for; without it, all of `months`. */
  month: string | undefined
  /** Pages read in each of the last months, oldest first. */
  months: readonly { month: string; total: number }[]
  /** First day of counting. */
  since: string | undefined
  /** What was read in the period, each way of each page. */
  visits: readonly PageVisits[]
  /** Themes and territories of fiches by their ids, as their texts name them. */
  themesOf: ReadonlyMap<number, readonly string[]>
  territoriesOf: ReadonlyMap<number, readonly string[]>
  themes: readonly ThemeNode[]
  /** Every document that the lists name, former slugs included. */
  named: Named
}

/** Names and their figures in one table: as many as a page of the steering committee can hold. */
const SHOWN = 20

export function statisticsPage(input: StatisticsInput, context: ViewContext): StatisticsPage {
  const { month, months, since = context.today, visits } = input
  const reads = readings(visits)
  const fiches = reads.filter(({ page }) => KINDS[page.kind].namespace === 'fiche')
  const total = sum(reads)
  const prints = totalOf(visits, 'print')
  const first = months[0]?.month ?? monthOf(context.today)
  const period =
    month === undefined
      ? `${fromMonth(first)} à ${dateInWords(monthOf(context.today))}`
      : `en ${dateInWords(month)}`
  return {
    ...pageOf(
      {
        title: 'Statistiques',
        description: 'Combien de fois les fiches du guide sont consultées.',
        canonicalPath: '/statistiques',
        noindex: true,
      },
      context,
    ),
    heading: 'Statistiques',
    period: withCapital(period),
    since: `Les consultations sont comptées depuis le ${dateInWords(since)}.`,
    empty: visits.length === 0 ? `Aucune consultation comptée ${period}.` : undefined,
    months: monthsView(months),
    choices: choicesOf(input, since, context.today),
    csv: [
      ...(month === undefined
        ? []
        : [{ label: withCapital(dateInWords(month)), url: `/statistiques.csv?periode=${month}` }]),
      { label: 'Tout, depuis le début', url: '/statistiques.csv' },
    ],
    totals: [
      { label: total < 2 ? 'consultation' : 'consultations', value: figures(total) },
      {
        label: fiches.length < 2 ? 'fiche consultée' : 'fiches consultées',
        value: figures(fiches.length),
      },
      { label: prints < 2 ? 'impression' : 'impressions', value: figures(prints) },
    ],
    sections: [
      waySection(visits, total),
      kindSection(reads, total),
      themeSection(input, reads),
      territorySection(input, reads, context),
      institutionSection(input, fiches),
      mostReadSection(fiches),
    ],
  }
}

/** « de mai 2026 », « d’août 2026 ». */
function fromMonth(month: string): string {
  const inWords = dateInWords(month)
  return /^[ao]/.test(inWords) ? `d’${inWords}` : `de ${inWords}`
}

interface Reading {
  page: PageVisits
  total: number
}

/** Each page once, prints left out. */
function readings(visits: readonly PageVisits[]): Reading[] {
  const pages = new Map<number, Reading>()
  for (const visit of visits) {
    if (visit.way === 'print') continue
    const known = pages.get(visit.id)
    if (known === undefined) pages.set(visit.id, { page: visit, total: visit.total })
    else known.total += visit.total
  }
  return [...pages.values()]
}

function sum(reads: readonly { total: number }[]): number {
  return reads.reduce((total, each) => total + each.total, 0)
}

function totalOf(visits: readonly PageVisits[], way: Way): number {
  return sum(visits.filter((visit) => visit.way === way))
}

function monthsView(months: StatisticsInput['months']): StatisticsPage['months'] {
  const points = months.map(({ month, total }) => ({
    label: dateInWords(month),
    short: SHORT_MONTHS[Number(month.slice(5)) - 1] ?? '',
    value: total,
  }))
  return {
    chart: columnChart('graphique-mois', 'Consultations par mois', points),
    rows: points
      .toReversed()
      .map(({ label, value }) => ({ label: withCapital(label), value: figures(value) })),
  }
}

/** Three letters stand under a column. */
const SHORT_MONTHS = [
  ...['jan', 'fév', 'mar', 'avr', 'mai', 'jun'],
  ...['jul', 'aoû', 'sep', 'oct', 'nov', 'déc'],
] as const

function choicesOf(
  { month, months }: StatisticsInput,
  since: string,
  today: string,
): StatisticsPage['choices'] {
  const counting = monthsBetween(monthOf(since), monthOf(today)).toReversed()
  const offered = month === undefined || counting.includes(month) ? counting : [...counting, month]
  return [
    { value: '', label: `Les ${months.length} derniers mois`, selected: month === undefined },
    ...offered.map((value) => ({
      value,
      label: withCapital(dateInWords(value)),
      selected: value === month,
    })),
  ]
}

const WAYS: Readonly<Record<Exclude<Way, 'print'>, string>> = {
  search: 'Recherche',
  theme: 'Thématique',
  territory: 'Territoire',
  link: 'Lien, favori ou adresse',
}

function waySection(visits: readonly PageVisits[], total: number): StatisticsSection {
  const counts = (Object.keys(WAYS) as (keyof typeof WAYS)[]).map((way) => ({
    link: words(WAYS[way]),
    total: totalOf(visits, way),
  }))
  return section({
    id: 'voies',
    heading: 'Par voie d’accès',
    note: 'Par où la page a été ouverte. Un navigateur qui ne le dit pas compte comme un lien.',
    counts,
    whole: total,
  })
}

function kindSection(reads: readonly Reading[], total: number): StatisticsSection {
  const kinds: readonly Kind[] = [...FICHE_KINDS, 'theme', 'territory']
  const label = (kind: Kind) =>
    kind === 'theme'
      ? 'Pages de thématique'
      : kind === 'territory'
        ? 'Pages de territoire'
        : KINDS[kind].plural
  return section({
    id: 'natures',
    heading: 'Par nature',
    note: undefined,
    counts: kinds.map((kind) => ({
      link: words(label(kind)),
      total: sum(reads.filter(({ page }) => page.kind === kind)),
    })),
    whole: total,
  })
}

/** First-level themes; those they contain are added, and a fiche that stands under several of them counts once. */
function themeSection(
  { themes, themesOf, named }: StatisticsInput,
  reads: readonly Reading[],
): StatisticsSection {
  const presentSlug = (slug: string) => named.get(`thematiques/${slug}`)?.slug ?? slug
  const parentOf = new Map(themes.map(({ slug, fields }) => [slug, fields.parent ?? slug]))
  const totals = new Map<string, number>()
  for (const { page, total } of reads) {
    const slugs = page.kind === 'theme' ? [page.slug] : (themesOf.get(page.id) ?? []).map(presentSlug)
    for (const root of new Set(slugs.map((slug) => presentSlug(parentOf.get(slug) ?? slug)))) {
      totals.set(root, (totals.get(root) ?? 0) + total)
    }
  }
  const counts = themes
    .filter(({ fields }) => fields.parent === undefined)
    .map((theme) => ({ link: linkTo(theme), total: totals.get(theme.slug) ?? 0 }))
  return section({
    id: 'thematiques',
    heading: 'Par thématique',
    note: 'Une fiche de plusieurs thématiques compte dans chacune ; la page de la thématique s’y ajoute.',
    counts: descending(counts),
    whole: undefined,
  })
}

function territorySection(
  { territoriesOf, named }: StatisticsInput,
  reads: readonly Reading[],
  context: ViewContext,
): StatisticsSection {
  const totals = new Map<string, number>()
  for (const { page, total } of reads) {
    const given = page.kind === 'territory' ? [page.slug] : (territoriesOf.get(page.id) ?? [])
    for (const slug of new Set(given.map((place) => named.get(`territoires/${place}`)?.slug ?? place))) {
      totals.set(slug, (totals.get(slug) ?? 0) + total)
    }
  }
  const counts = [...totals].map(([slug, total]) => ({ link: placeLink(slug, named, context), total }))
  return section({
    id: 'territoires',
    heading: 'Par territoire',
    note: 'Territoires que servent les fiches consultées ; une fiche de plusieurs territoires compte dans chacun.',
    counts: descending(counts),
    whole: undefined,
  })
}

function institutionSection({ named }: StatisticsInput, fiches: readonly Reading[]): StatisticsSection {
  const totals = new Map<number, { link: Link; total: number }>()
  for (const { page, total } of fiches) {
    const slug = page.owner ?? (page.kind === 'institution' ? page.slug : undefined)
    const institution = slug === undefined ? undefined : named.get(slug)
    if (institution?.kind !== 'institution') continue
    const known = totals.get(institution.id)?.total ?? 0
    totals.set(institution.id, { link: linkTo(institution), total: known + total })
  }
  return section({
    id: 'institutions',
    heading: 'Par institution',
    note: 'Institution responsable des fiches consultées, la sienne comprise.',
    counts: descending([...totals.values()]),
    whole: sum(fiches),
  })
}

function mostReadSection(fiches: readonly Reading[]): StatisticsSection {
  const counts = fiches.map(({ page, total }) => ({
    link: { label: withFrenchSpaces(page.title), url: urlOf(page) },
    total,
  }))
  return section({
    id: 'fiches',
    heading: 'Fiches les plus consultées',
    note: undefined,
    counts: descending(counts),
    whole: sum(fiches),
  })
}

interface Counted {
  link: Link
  total: number
}

/** The most read first; the order of the list between equals. */
function descending(counts: readonly Counted[]): Counted[] {
  return counts.filter(({ total }) => total > 0).toSorted((a, b) => b.total - a.total)
}

function words(label: string): Link {
  return { label, url: undefined }
}

interface SectionInput extends Pick<StatisticsSection, 'id' | 'heading' | 'note'> {
  counts: readonly Counted[]
  /** What the parts add up to; absent where they overlap. */
  whole: number | undefined
}

function section({ id, heading, note, counts, whole }: SectionInput): StatisticsSection {
  const shown = counts.slice(0, SHOWN)
  const points: Point[] = shown.map(({ link, total }) => ({ label: link.label, value: total }))
  const rest = counts.length - shown.length
  const left =
    rest === 0
      ? undefined
      : `${counted(SHOWN, 'ligne', 'lignes')} sur ${figures(counts.length)}${NBSP}; le reste est dans le fichier CSV.`
  const notes = [note, left].filter((each) => each !== undefined)
  return {
    id,
    heading,
    note: notes.length === 0 ? undefined : withFrenchSpaces(notes.join(' ')),
    columns: ['Consultations', ...(whole === undefined ? [] : ['Part'])],
    rows: shown.map(({ link, total }) => ({
      label: link,
      cells: [figures(total), ...(whole === undefined ? [] : [share(total, whole)])],
    })),
    chart:
      points.length === 0
        ? undefined
        : barChart(`graphique-${id}`, `Consultations ${lower(heading)}`, points),
    empty: 'Aucune consultation sur cette période.',
  }
}

/** A chart's title goes on from « Consultations ». */
function lower(heading: string): string {
  return heading.startsWith('Par ') ? `par ${heading.slice(4)}` : 'des fiches les plus consultées'
}
