import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import pdfmake from 'pdfmake'
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import subsetFont from 'subset-font'
import { must } from '#lib/assert'
import type { Instant } from '#lib/day'
import type { PrintedDocument } from '../document.ts'
import { charactersOf, coverageOf, withStandIns } from '../glyphs.ts'

const require = createRequire(import.meta.url)
const fontFolder = path.dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
const weights = { normal: '400Regular/NotoSansSC_400Regular.ttf', bold: '700Bold/NotoSansSC_700Bold.ttf' } as const

// Nothing of a contract comes from the network or from other files.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(() => false)

/** The virtual files that pdfmake reads fonts from; its types leave them out. */
const { storage } = (pdfmake as unknown as { virtualfs: { storage: Record<string, Buffer> } }).virtualfs
let documents = 0

/**
 * Prints a document as PDF. Each document gets the fonts cut to its own characters by HarfBuzz, rare ones included; a
 * character that no font has is printed as its code and named in a note, never as a blank.
 */
export async function renderPdf(
  document: PrintedDocument,
  madeAt: Instant,
): Promise<{ content: Buffer; pages: number; missing: string[] }> {
  const characters = [...charactersOf([document.content, document.running, document.missingNote([''])])].join('')
  const fonts = {
    normal: await cutFont(weights.normal, characters),
    bold: await cutFont(weights.bold, characters),
  }
  const { value: content, missing } = withStandIns(document.content, coverageOf(fonts.normal))
  documents += 1
  const names = { normal: `document-${documents}-normal.ttf`, bold: `document-${documents}-bold.ttf` }
  for (const weight of ['normal', 'bold'] as const) storage[names[weight]] = fonts[weight]
  let pages = 0
  const definition: TDocumentDefinitions = {
    ...document.page,
    content: missing.length === 0 ? content : [content, document.missingNote(missing)],
    header: () => document.header(),
    footer: (page, count) => {
      pages = count
      return document.footer(page, count)
    },
    info: { title: document.title, author: document.author, creationDate: new Date(madeAt), modDate: new Date(madeAt) },
    language: 'zh-CN',
    defaultStyle: { font: 'Document', fontSize: 10, lineHeight: 1.12 },
  }
  try {
    // Fonts are taken over by the printer here and now; nothing waits between the two lines.
    pdfmake.setFonts({ Document: names })
    const bytes = await pdfmake.createPdf(definition).getBuffer()
    return { content: Buffer.from(bytes), pages: must(pages || null, 'a document has pages'), missing }
  } finally {
    for (const name of Object.values(names)) delete storage[name]
  }
}

async function cutFont(file: string, characters: string): Promise<Buffer> {
  return subsetFont(await readFile(path.join(fontFolder, file)), characters, { targetFormat: 'truetype' })
}
