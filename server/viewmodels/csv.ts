/** What a spreadsheet would run as a formula, spaces before it included. */
const FORMULA = /^\s*[=+\-@\t\r]/

/** A table that a French spreadsheet opens by itself: UTF-8 with its mark, semicolons, CRLF. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(csvCell).join(';')}\r\n`).join('')}`
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
