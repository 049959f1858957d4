/** Filters that combine, and how many answers each would leave: those that pass all the others. Pure. */

/** A question asked of each row: which values it has. */
export interface Dimension<Row> {
  name: string
  /** Each value once. */
  valuesOf: (row: Row) => readonly string[]
  /** The value that is filtered by; nothing when the filter is open. */
  chosen: string | undefined
}

export interface Filtered<Row> {
  rows: Row[]
  /** For each dimension, each value with the number of rows it would leave. */
  counts: Map<string, Map<string, number>>
}

export function filter<Row>(rows: readonly Row[], dimensions: readonly Dimension<Row>[]): Filtered<Row> {
  const counts = new Map(dimensions.map(({ name }) => [name, new Map<string, number>()]))
  const kept: Row[] = []
  for (const row of rows) {
    const values = dimensions.map(({ valuesOf }) => valuesOf(row))
    const failed = dimensions.flatMap(({ chosen }, at) =>
      chosen === undefined || values[at]?.includes(chosen) ? [] : [at],
    )
    if (failed.length === 0) kept.push(row)
    // A row that fails one filter only would come back if that filter had another value.
    dimensions.forEach(({ name }, at) => {
      if (failed.length > 1 || (failed.length === 1 && failed[0] !== at)) return
      const own = counts.get(name)
      for (const value of values[at] ?? []) own?.set(value, (own.get(value) ?? 0) + 1)
    })
  }
  return { rows: kept, counts }
}
