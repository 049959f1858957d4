import { encode } from 'uqr'

/** A QR code as one SVG path of unit squares, for paper: a telephone opens the fiche that the sheet was printed from. */
export interface QrCode {
  /** Side of the drawing, in squares, the quiet zone included. */
  size: number
  path: string
  address: string
}

export function qrCodeOf(address: string): QrCode {
  const { data, size } = encode(address, { border: 2 })
  const runs = data.flatMap((row, y) =>
    runsOf(row).map(([from, to]) => `M${from} ${y}h${to - from}v1H${from}z`),
  )
  return { size, path: runs.join(''), address }
}

/** From and to of each run of dark squares in a row. */
function runsOf(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = []
  for (let x = 0; x < row.length; x++) {
    if (row[x] !== true) continue
    const last = runs.at(-1)
    if (last?.[1] === x) last[1] = x + 1
    else runs.push([x, x + 1])
  }
  return runs
}
