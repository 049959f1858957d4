import { type RawBuilder, sql } from 'kysely'
import type { Sight } from './pageTypes.ts'

const VIEWS: Record<Sight, RawBuilder<unknown>> = {
  reader: sql.table('reader_pages'),
  professional: sql.table('professional_pages'),
}

/** The view that holds what this reader may see; every query on published pages goes through one. */
export function viewOf(sight: Sight): RawBuilder<unknown> {
  return VIEWS[sight]
}

/** What a professional sees and a reader does not. */
export const RESERVED: RawBuilder<unknown> = sql`(SELECT * FROM professional_pages WHERE visibility = 'professionnels')`
