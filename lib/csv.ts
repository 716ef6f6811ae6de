/**
 * A line of comma-separated text (RFC 4180): what holds a mark of the format is quoted. Free text that a spreadsheet would take for a
 * formula (beginning with `=`, `+`, `-`, `@`, their full-width forms, tab or line break) gets an apostrophe in front and stays text
 * (OWASP, CSV injection); figures with a minus sign stay figures.
 */
export function csvLine(fields: readonly string[]): string {
  return fields.map(cell).join(',')
}

const formula = /^[=+\-@＝＋－＠\t\r\n]/
const figure = /^-[\d,]*\.?\d+( ?%)?$/

function cell(value: string): string {
  const text = formula.test(value) && !figure.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
