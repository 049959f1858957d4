/** What professionals know and search besides what anybody may read: the contacts that are kept for them. */
import type { Communes } from '../domain/commune.ts'
import type { Reader } from '../store/database.ts'
import { reservedPages } from '../store/pages.ts'
import { createDirectory, type LiveDirectory } from './directory.ts'
import { createSearchIndex, type SearchIndex } from './index.ts'

export interface Reserved {
  /** What professionals may know of every fiche: the readers' part, and the contacts kept for them. */
  directory: LiveDirectory
  /** Those contacts alone. It stands beside the readers' index, which never hears of them. */
  index: SearchIndex
}

/** Made for the first person who may see it, so that a guide read without an account pays nothing; it is the same afterwards. */
export function createReserved(
  db: Reader,
  communes: Communes,
  readers: SearchIndex,
  now: () => Date,
): () => Reserved {
  let made: Reserved | undefined
  return () => {
    if (made !== undefined) return made
    const directory = createDirectory(db, communes, 'professional')
    const index = createSearchIndex(db, directory, now, { pages: reservedPages, beside: readers })
    made = { directory, index }
    return made
  }
}
