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
  const filtering = dimensions.filter(({ chosen }) => chosen !== undefined)
  const kept = passing(rows, filtering)
  const counts = dimensions.map((dimension): [string, Map<string, number>] => {
    // Another value of a filter in use would be asked of the rows that pass all the others.
    const asked = filtering.includes(dimension)
      ? passing(
          rows,
          filtering.filter((other) => other !== dimension),
        )
      : kept
    return [dimension.name, countValues(asked, dimension)]
  })
  return { rows: kept, counts: new Map(counts) }
}

function passing<Row>(rows: readonly Row[], filtering: readonly Dimension<Row>[]): Row[] {
  return rows.filter((row) =>
    filtering.every(({ chosen, valuesOf }) => chosen !== undefined && valuesOf(row).includes(chosen)),
  )
}

function countValues<Row>(rows: readonly Row[], { valuesOf }: Dimension<Row>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) {
    for (const value of valuesOf(row)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}
