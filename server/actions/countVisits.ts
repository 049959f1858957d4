import { addVisits, keepCountingSince, type VisitCount } from '../store/consultations.ts'
import type { Database } from '../store/database.ts'

/** One page read, or printed: nothing in it says by whom. */
export type Visited = Omit<VisitCount, 'count'>

export interface VisitCounter {
  /** Counts in memory, at once: a page never waits for it. */
  count: (visited: Visited) => void
  /**
   * Writes what was counted since the last call, in one transaction; answers how many visits that was. When writing
   * fails the counts are kept for the next call, and the fault is thrown.
   */
  flush: () => Promise<number>
}

/**
 * Counts of this process between two writings. A process that dies loses these and nothing else; several processes add
 * up in the table. As many counts are kept as there are pages, ways and days since the last writing that succeeded.
 */
export function createVisitCounter(database: Pick<Database, 'write'>): VisitCounter {
  let counts = new Map<string, VisitCount>()
  let flushing: Promise<number> = Promise.resolve(0)

  function add(visited: Visited, count: number): void {
    const key = `${visited.day} ${visited.way} ${visited.namespace} ${visited.slug}`
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { ...visited, count })
    else known.count += count
  }

  async function write(): Promise<number> {
    const taken = [...counts.values()]
    if (taken.length === 0) return 0
    counts = new Map()
    try {
      await database.write((tx) => addVisits(tx, taken))
    } catch (error) {
      for (const { count, ...visited } of taken) add(visited, count)
      throw error
    }
    return taken.reduce((sum, { count }) => sum + count, 0)
  }

  return {
    count: (visited) => add(visited, 1),
    flush: () => {
      flushing = flushing.then(write, write)
      return flushing
    },
  }
}

/** Notes the first day of counting, for the page that says since when it counts. */
export function beginCounting(database: Database, day: string): Promise<void> {
  return database.write((tx) => keepCountingSince(tx, day))
}
