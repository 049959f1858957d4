import type { Card, FicheCard, Named, PublishedPage } from '../store/pageTypes.ts'
import { counted, withFrenchSpaces } from '../text/typography.ts'
import { type BodyView, bodyView } from './body.ts'
import type { ViewContext } from './context.ts'
import { isThemeIcon } from './icons.ts'
import { type Link, linkTo, urlOf } from './links.ts'
import { byNature, type KindGroup } from './list.ts'
import { ficheLink } from './names.ts'
import { type Page, pageOf } from './page.ts'

/** A theme with those it contains, in their order. */
export interface ThemeBranch {
  card: Card<'theme'>
  /** `icone` of its front matter. */
  icon: string | undefined
  /** Number of fiches under it, those of the themes it contains included. */
  count: number
  children: readonly ThemeBranch[]
}

export interface ThemeTile {
  title: string
  url: string
  icon: string
  summary: string | undefined
  /** « 20 fiches », and the figures alone for the eyes where the words would be repeated. */
  count: string
  figures: number
  children: ThemeTile[]
}

export interface ThemeListPage extends Page {
  tiles: ThemeTile[]
}

export interface QuestionView {
  question: string
  answer: Link
}

export interface ThemePage extends Page {
  trail: Link[]
  heading: string
  themeIcon: string
  summary: string
  count: string
  body: BodyView
  children: ThemeTile[]
  questions: QuestionView[]
  groups: KindGroup[]
}

export interface ThemeInput {
  theme: PublishedPage<'theme'>
  parent: Card<'theme'> | undefined
  children: readonly ThemeBranch[]
  /** The fiches under this theme and those it contains. */
  fiches: readonly FicheCard[]
  /** What the body and the questions name. */
  named: Named
}

export function themeTile({ card, icon, count, children }: ThemeBranch): ThemeTile {
  return {
    title: withFrenchSpaces(card.title),
    url: urlOf(card),
    icon: knownIcon(icon),
    summary: card.summary === undefined ? undefined : withFrenchSpaces(card.summary),
    count: counted(count, 'fiche', 'fiches'),
    figures: count,
    children: children.map(themeTile),
  }
}

export function themeListPage(themes: readonly ThemeBranch[], context: ViewContext): ThemeListPage {
  return {
    ...pageOf(
      {
        title: 'Thématiques',
        description: 'Toutes les thématiques sociales du guide et leurs fiches.',
        canonicalPath: '/thematiques',
      },
      context,
    ),
    tiles: themes.map(themeTile),
  }
}

export function themePage(
  { theme, parent, children, fiches, named }: ThemeInput,
  context: ViewContext,
): ThemePage {
  const { fields } = theme
  return {
    ...pageOf(
      {
        title: theme.title,
        description: fields.resume,
        canonicalPath: urlOf(theme),
        quickExit: context.directory.quickExitThemes.has(theme.slug),
      },
      context,
    ),
    trail: [
      { label: 'Accueil', url: '/' },
      { label: 'Thématiques', url: '/thematiques' },
      ...(parent === undefined ? [] : [linkTo(parent)]),
    ],
    heading: withFrenchSpaces(theme.title),
    themeIcon: knownIcon(fields.icone),
    summary: withFrenchSpaces(fields.resume),
    count: counted(fiches.length, 'fiche', 'fiches'),
    body: bodyView(theme.segments, named, context),
    children: children.map(themeTile),
    questions: questionsOf(fields.questions, named),
    groups: byNature(fiches, context),
  }
}

/** A question whose fiche cannot be shown would be a dead end: it is left out. */
function questionsOf(questions: ThemeInput['theme']['fields']['questions'], named: Named): QuestionView[] {
  return (questions ?? [])
    .map(({ question, fiche }) => ({ question: withFrenchSpaces(question), answer: ficheLink(fiche, named) }))
    .filter(({ answer }) => answer.url !== undefined)
}

function knownIcon(icon: string | undefined): string {
  return icon !== undefined && isThemeIcon(icon) ? icon : 'tag'
}
