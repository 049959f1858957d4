import { NBSP } from '../text/typography.ts'

/** « 1 204 ». */
export function figures(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, NBSP)
}

/** « 12 % », whole; « < 1 % » for what is not nothing. */
export function share(part: number, whole: number): string {
  if (part === 0 || whole === 0) return `0${NBSP}%`
  const percent = Math.round((100 * part) / whole)
  return `${percent === 0 ? `<${NBSP}1` : percent}${NBSP}%`
}

export interface Point {
  label: string
  value: number
}

/** Widths and places are parts of the drawing: it takes the width it is given, and its words keep their size. */
export interface Bar {
  label: string
  value: string
  textY: number
  barY: number
  width: string
}

export interface BarChart {
  id: string
  title: string
  description: string
  height: number
  barHeight: number
  bars: Bar[]
}

const ROW = 44
const BAR = 12
/** As many letters as stand beside a figure on a telephone. */
const LABEL = 30

/** One bar a line, its words above it. */
export function barChart(id: string, title: string, points: readonly Point[]): BarChart {
  const most = Math.max(1, ...points.map(({ value }) => value))
  return {
    id,
    title,
    description: inWords(points),
    height: points.length * ROW,
    barHeight: BAR,
    bars: points.map(({ label, value }, at) => ({
      label: label.length > LABEL ? `${label.slice(0, LABEL - 1).trimEnd()}…` : label,
      value: figures(value),
      textY: at * ROW + 17,
      barY: at * ROW + 24,
      width: percent(value / most),
    })),
  }
}

export interface Column {
  label: string
  value: string
  x: string
  middle: string
  width: string
  y: number
  height: number
  valueY: number
}

export interface ColumnChart {
  id: string
  title: string
  description: string
  height: number
  baseY: number
  labelY: number
  columns: Column[]
}

const TALL = 150
const ABOVE = 22

/** One column a point, for what goes on in time; its label has three letters at most. */
export function columnChart(
  id: string,
  title: string,
  points: readonly (Point & { short: string })[],
): ColumnChart {
  const most = Math.max(1, ...points.map(({ value }) => value))
  const step = 1 / Math.max(1, points.length)
  return {
    id,
    title,
    description: inWords(points),
    height: ABOVE + TALL + 26,
    baseY: ABOVE + TALL,
    labelY: ABOVE + TALL + 18,
    columns: points.map(({ short, value }, at) => {
      const height = Math.round((TALL * value) / most)
      return {
        label: short,
        value: compact(value),
        x: percent(step * (at + 0.15)),
        middle: percent(step * (at + 0.5)),
        width: percent(step * 0.7),
        y: ABOVE + TALL - height,
        height,
        valueY: ABOVE + TALL - height - 6,
      }
    }),
  }
}

/** Four signs at most: « 980 », « 1,2k », « 12k ». The table has the whole number. */
function compact(value: number): string {
  if (value < 1_000) return String(value)
  if (value < 9_950) return `${(value / 1_000).toFixed(1).replace('.', ',').replace(',0', '')}k`
  if (value < 999_500) return `${Math.round(value / 1_000)}k`
  return `${(value / 1_000_000).toFixed(1).replace('.', ',').replace(',0', '')}M`
}

function percent(part: number): string {
  return `${Math.round(part * 10_000) / 100}%`
}

function inWords(points: readonly Point[]): string {
  return `${points.map(({ label, value }) => `${label}${NBSP}: ${figures(value)}`).join(' ; ')}.`
}
