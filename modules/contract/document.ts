import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'

/** A document ready to be printed. `running` are the texts of header and footer, so that the font has their characters. */
export type PrintedDocument = {
  title: string
  author: string
  page: Pick<TDocumentDefinitions, 'pageSize' | 'pageMargins' | 'styles'>
  content: Content[]
  running: string[]
  header(): Content
  footer(page: number, count: number): Content
  /** The note that explains stand-ins for characters no font has. */
  missingNote(missing: readonly string[]): Content
}

/** Page edges of every document: A4, room for a seal across pages and for punching. */
export const margin = { left: 64, top: 78, right: 64, bottom: 66 }

const rule = '#8c8c8c'
export const labelFill = '#f2f3f5'

/** A grid with thin lines and even padding. */
export const grid = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => rule,
  vLineColor: () => rule,
  paddingLeft: () => 6,
  paddingRight: () => 6,
  paddingTop: () => 4,
  paddingBottom: () => 3,
}

/** Lines only above and below, for long tables. */
export const ruled = {
  ...grid,
  hLineColor: (index: number, node: { table: { body: unknown[]; headerRows?: number } }) =>
    index === 0 || index === node.table.body.length || index === node.table.headerRows ? rule : '#dcdcdc',
  vLineWidth: () => 0,
  paddingTop: () => 1.8,
  paddingBottom: () => 1,
}

/** The frame every page stands in: whose document it is, its number, which page of how many. */
export function frame(
  author: string,
  title: string,
  number: string,
): Pick<PrintedDocument, 'title' | 'author' | 'page' | 'running' | 'header' | 'footer' | 'missingNote'> {
  return {
    title: `${title} ${number}`,
    author,
    page: {
      pageSize: 'A4',
      pageMargins: [margin.left, margin.top, margin.right, margin.bottom],
      styles: {
        title: { fontSize: 19, bold: true, alignment: 'center' },
        annex: { fontSize: 15, bold: true, alignment: 'center' },
        heading: { fontSize: 11, bold: true },
        label: { fillColor: labelFill, color: '#333333' },
        small: { fontSize: 8.5, color: '#555555' },
      },
    },
    running: [author, title, number, '合同编号 第 页 共 页'],
    header: () => ({
      stack: [
        {
          columns: [
            { text: `${author}　${title}`, style: 'small' },
            { text: `合同编号 ${number}`, style: 'small', alignment: 'right' },
          ],
        },
        {
          canvas: [
            {
              type: 'line',
              x1: 0,
              y1: 3,
              x2: 595.28 - margin.left - margin.right,
              y2: 3,
              lineWidth: 0.5,
              lineColor: rule,
            },
          ],
        },
      ],
      margin: [margin.left, 40, margin.right, 0],
    }),
    footer: (page, count) => ({
      text: `第 ${page} 页　共 ${count} 页`,
      style: 'small',
      alignment: 'center',
      margin: [0, 24, 0, 0],
    }),
    missingNote: missing => ({
      text: `注：“〓”代替字库中没有的字，方括号内为该字的统一码（Unicode）编码：${missing
        .map(character => (character ? `U+${character.codePointAt(0)!.toString(16).toUpperCase()}` : ''))
        .join('、')}。该字以有效身份证件所载为准。`,
      style: 'small',
      margin: [0, 10, 0, 0],
    }),
  }
}
