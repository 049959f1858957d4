import { documents } from './001-documents.ts'
import { consultations } from './002-consultations.ts'
import { people } from './003-people.ts'
import { forms } from './004-forms.ts'
import { proposals } from './005-proposals.ts'
import type { Migration } from './migration.ts'

/** In number order, forward only. */
export const MIGRATIONS: readonly Migration[] = [documents, consultations, people, forms, proposals]
