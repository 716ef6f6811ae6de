import { Hono } from 'hono'
import { z } from 'zod'
import { Refusal } from '#lib/refusal'
import type { Words } from '#lib/words'
import { languageOf, refusedAnswer } from '#platform/http'
import type { House } from './house.ts'
import { workbookOf } from './workbook.ts'

const Table = z.object({
  title: z.string().max(200),
  language: z.enum(['zh', 'en']),
  columns: z.array(z.string().max(200)).min(1).max(1000),
  rows: z.array(z.array(z.union([z.string().max(2000), z.number(), z.null()]))).max(5000),
})

/**
 * `POST /api/export-table`: the table behind a picture as an Excel file like that of a list. A picture's figures are put into rows
 * and columns on the screen, so the screen sends them as it shows them, and the file holds nothing but what was sent: whoever is
 * signed in may ask.
 */
export function tableExportRoutes(house: House, words: Words): Hono {
  return new Hono().post('/export-table', async c => {
    const { headers } = c.req.raw
    const refused = (code: string) => refusedAnswer(new Refusal(code), words, languageOf(headers))
    if (!(await house.identity.authenticate(headers))) return refused('platform.not_signed_in')
    const sent = Table.safeParse(await c.req.json().catch(() => null))
    if (!sent.success) return refused('platform.invalid_input')
    const { title, language, columns, rows } = sent.data
    const bytes = await workbookOf(
      rows.map(row =>
        Object.fromEntries(row.map((cell, at) => [String(at), typeof cell === 'string' ? plain(cell) : cell])),
      ),
      columns.map((name, at) => ({ key: String(at), title: name })),
      language,
      title,
      0,
    )
    return c.body(bytes, 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="table.xlsx"; filename*=UTF-8''${encodeURIComponent(title)}.xlsx`,
      'cache-control': 'no-store',
    })
  })
}

/** A figure as it is written for people, without what a spreadsheet writes itself: thousands apart, and a dash for nothing. */
function plain(shown: string): string | number | null {
  if (shown === '—' || shown === '') return null
  if (/^-?\d{1,3}(,\d{3})*\.\d{2}$/.test(shown)) return shown.replaceAll(',', '')
  return /^-?\d{1,3}(,\d{3})+$/.test(shown) ? Number(shown.replaceAll(',', '')) : shown
}
