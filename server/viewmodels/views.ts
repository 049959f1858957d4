import type { AccountPage, OwnFactorPage } from './account.ts'
import type { ComparisonPage } from './comparison.ts'
import type { ConflictPage } from './conflict.ts'
import type { ContactPage } from './contact.ts'
import type { DoorPage, FactorPage, RecoveryPage, WordPage } from './doors.ts'
import type { EditPage } from './editing.ts'
import type { ErrorPage, FailurePage, NotFoundPage } from './errors.ts'
import type { GlossaryPage } from './glossary.ts'
import type { HelpListPage, HelpPage } from './help.ts'
import type { HistoryPage } from './history.ts'
import type { HomePage } from './home.ts'
import type { InstitutionPage } from './institution.ts'
import type { JournalPage } from './journal.ts'
import type { FicheListPage } from './list.ts'
import type { NaturePage } from './nature.ts'
import type { OutboxPage } from './outbox.ts'
import type { OwnProposalsPage } from './ownProposals.ts'
import type { PeoplePage } from './people.ts'
import type { PersonPage } from './person.ts'
import type { PlaceChoicePage } from './place.ts'
import type { ProposalPage } from './proposal.ts'
import type { QueuePage } from './queue.ts'
import type { ResultsPage } from './results.ts'
import type { ResumePage } from './resume.ts'
import type { SchemePage } from './scheme.ts'
import type { CodePage, EnrolNeededPage, SignInPage } from './signIn.ts'
import type { SitePage } from './site.ts'
import type { SitemapPage } from './sitemap.ts'
import type { StatisticsPage } from './statistics.ts'
import type { TerritoryListPage, TerritoryPage } from './territory.ts'
import type { ThemeListPage, ThemePage } from './theme.ts'
import type { VersionPage } from './version.ts'

/** Each template that a route may render, and the model it takes: tsc refuses any other. */
export interface Views {
  'forms/resume': ResumePage
  'signIn/password': SignInPage
  'doors/form': DoorPage
  'doors/word': WordPage
  'doors/factor': FactorPage
  'doors/recovery': RecoveryPage
  'account/show': AccountPage
  'account/form': DoorPage
  'account/factor': OwnFactorPage
  'people/list': PeoplePage
  'people/show': PersonPage
  'journal/show': JournalPage
  'outbox/show': OutboxPage
  'proposals/queue': QueuePage
  'proposals/show': ProposalPage
  'proposals/own': OwnProposalsPage
  'proposals/conflict': ConflictPage
  'signIn/code': CodePage
  'signIn/enrol': EnrolNeededPage
  home: HomePage
  results: ResultsPage
  sitemap: SitemapPage
  glossary: GlossaryPage
  'editing/nature': NaturePage
  'fiches/institution': InstitutionPage
  'fiches/scheme': SchemePage
  'fiches/site': SitePage
  'fiches/contact': ContactPage
  'fiches/list': FicheListPage
  'fiches/history': HistoryPage
  'fiches/version': VersionPage
  'fiches/comparison': ComparisonPage
  'editing/show': EditPage
  'themes/list': ThemeListPage
  'themes/show': ThemePage
  'territories/list': TerritoryListPage
  'territories/show': TerritoryPage
  'places/choice': PlaceChoicePage
  'help/list': HelpListPage
  'help/show': HelpPage
  'statistics/show': StatisticsPage
  'errors/notFound': NotFoundPage
  'errors/refusal': ErrorPage
  'errors/failure': FailurePage
  'errors/unavailable': ErrorPage
}

export type ViewName = keyof Views

/** The same names at run time: a test holds them against the templates. */
export const VIEW_NAMES: Readonly<Record<ViewName, true>> = {
  'forms/resume': true,
  'signIn/password': true,
  'doors/form': true,
  'doors/word': true,
  'doors/factor': true,
  'doors/recovery': true,
  'account/show': true,
  'account/form': true,
  'account/factor': true,
  'people/list': true,
  'people/show': true,
  'journal/show': true,
  'outbox/show': true,
  'proposals/queue': true,
  'proposals/show': true,
  'proposals/own': true,
  'proposals/conflict': true,
  'signIn/code': true,
  'signIn/enrol': true,
  home: true,
  results: true,
  sitemap: true,
  glossary: true,
  'editing/nature': true,
  'fiches/institution': true,
  'fiches/scheme': true,
  'fiches/site': true,
  'fiches/contact': true,
  'fiches/list': true,
  'fiches/history': true,
  'fiches/version': true,
  'fiches/comparison': true,
  'editing/show': true,
  'themes/list': true,
  'themes/show': true,
  'territories/list': true,
  'territories/show': true,
  'places/choice': true,
  'help/list': true,
  'help/show': true,
  'statistics/show': true,
  'errors/notFound': true,
  'errors/refusal': true,
  'errors/failure': true,
  'errors/unavailable': true,
}
