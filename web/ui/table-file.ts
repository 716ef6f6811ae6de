import { type Problem, readProblem } from '#lib/problem'
import { current } from '../settings.tsx'
import type { TableCell } from './chart.tsx'

/**
 * Fetches the table behind a picture as an Excel file and saves it; what a figure rests on stands in columns of its own, behind all figures.
 * @returns why it was refused; null when it is saved
 * @throws Error when the server, or somebody in its stead, gave neither a file nor a reason
 */
export async function saveTable(
  title: string,
  columns: readonly string[],
  rows: readonly TableCell[][],
): Promise<Problem | null> {
  const restsOf = (cell: TableCell | undefined) => (typeof cell === 'object' ? (cell.rests?.parts ?? []) : [])
  const parts = [...new Set(rows.flatMap(row => row.flatMap(cell => restsOf(cell).map(([name]) => name))))]
  const behind = parts.flatMap(name =>
    columns.flatMap((column, at) =>
      rows.some(row => restsOf(row[at]).some(([part]) => part === name))
        ? [{ name, at, title: `${column} · ${name}` }]
        : [],
    ),
  )
  const response = await fetch('/api/export-table', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-language': current.language },
    body: JSON.stringify({
      title,
      language: current.language,
      columns: [...columns, ...behind.map(column => column.title)],
      rows: rows.map(row => [
        ...columns.map((_, at) => figureIn(row[at])),
        ...behind.map(({ name, at }) => restsOf(row[at]).find(([part]) => part === name)?.[1] ?? null),
      ]),
    }),
  })
  if (!response.ok) {
    const problem = readProblem(await response.json())
    if (!problem) throw new Error(`the server answered ${response.status} without a reason`)
    return problem
  }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = `${title}.xlsx`
  link.click()
  URL.revokeObjectURL(link.href)
  return null
}

const figureIn = (cell: TableCell | undefined) => (typeof cell === 'object' ? cell.value : (cell ?? null))
