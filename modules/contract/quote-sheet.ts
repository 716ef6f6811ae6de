import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { Day } from '#lib/day'
import type { Money } from '#lib/money'
import type { Deal } from '#product'
import { costTable, planTable, statementToSign, subsidyTable } from './annexes.ts'
import { chineseDay, grouped, percent } from './content.ts'
import { frame, grid, type PrintedDocument } from './document.ts'

/** A quote to be printed. */
export type QuoteSheet = {
  productName: string
  method: string
  frequency: string
  price: Money | null
  downPayment: Money | null
  /** The yearly rate or the flat fee in words. */
  rate: string
  deal: Deal
}

/**
 * Quotes on paper: of each its figures, the all-in cost form (综合融资成本明示表, 金规〔2026〕2号) with a place to sign, and
 * the plan. It carries nobody's name and binds nobody.
 */
export function quoteSheet(
  lender: string,
  quotes: readonly QuoteSheet[],
  { readSeconds, printedOn, say }: { readSeconds: number; printedOn: Day; say: (key: string) => string },
): PrintedDocument {
  const title = '融资方案与综合融资成本明示表'
  const dated = chineseDay(printedOn)
  const base = frame(lender, title, dated)
  return {
    ...base,
    // Figures, form and signature stand on one page.
    page: { ...base.page, pageMargins: [edge, 62, edge, 50] },
    running: [lender, title, dated, '测算日期 第 页 共 页'],
    header: () => ({
      columns: [
        { text: `${lender}　${title}`, style: 'small' },
        { text: `测算日期 ${dated}`, style: 'small', alignment: 'right' },
      ],
      margin: [edge, 34, edge, 0],
    }),
    content: quotes.flatMap((quote, index): Content[] => [
      {
        text: quotes.length > 1 ? `方案${'一二三四五六'[index]}　${quote.productName}` : quote.productName,
        style: 'title',
        margin: [0, 0, 0, 6],
        ...(index > 0 ? { pageBreak: 'before' } : {}),
      },
      figures(quote, say),
      { text: '综合融资成本明示表', style: 'heading', margin: [0, 10, 0, 4] },
      costTable(quote.deal.costForm, say),
      statementToSign(statement(quote.deal, readSeconds), false),
      { text: '还款计划', style: 'heading', pageBreak: 'before', margin: [0, 0, 0, 5] },
      planTable(quote.deal.plan),
      ...subsidyTable(quote.deal, say),
      { text: '本方案为测算，以签署的合同为准。', style: 'small', margin: [0, 8, 0, 0] },
    ]),
  }
}

/** The cost form of an application alone, with the borrower's name, to be read and signed before the contract is. */
export function costFormSheet(
  lender: string,
  form: { number: string; borrower: string; enterprise: boolean; productName: string; costForm: Deal['costForm'] },
  { readSeconds, printedOn, say }: { readSeconds: number; printedOn: Day; say: (key: string) => string },
): PrintedDocument {
  const title = '综合融资成本明示表'
  const { costForm } = form
  const base = frame(lender, title, form.number)
  return {
    ...base,
    page: { ...base.page, pageMargins: [edge, 62, edge, 50] },
    running: [lender, title, form.number, '申请编号 第 页 共 页'],
    header: () => ({
      columns: [
        { text: `${lender}　${title}`, style: 'small' },
        { text: `申请编号 ${form.number}`, style: 'small', alignment: 'right' },
      ],
      margin: [edge, 34, edge, 0],
    }),
    content: [
      { text: title, style: 'title', margin: [0, 0, 0, 8] },
      {
        fontSize: 9,
        margin: [0, 0, 0, 8],
        table: {
          widths: [62, '*', 62, '*'],
          body: [
            [label('借款人'), form.borrower, label('产品'), form.productName],
            [label('贷款本金'), `¥${grouped(costForm.principal)}`, label('期限'), `${costForm.periods} 期`],
            [label('贷款人'), lender, label('出具日期'), chineseDay(printedOn)],
          ],
        },
        layout: grid,
      },
      costTable(costForm, say),
      statementToSign(statement({ costForm }, readSeconds), form.enterprise),
      { text: `本表指纹（SHA-256）：${costForm.fingerprint}`, style: 'small', margin: [0, 18, 0, 0] },
    ],
  }
}

const edge = 48
const label = (text: string): TableCell => ({ text, style: 'label' })

function figures({ deal, ...quote }: QuoteSheet, say: (key: string) => string): Content {
  const { plan, first, costForm, balloon, subsidies, relieved } = deal
  const last = plan.installments.at(-1)!
  const money = (amount: Money | null) => (amount === null ? '—' : `¥${grouped(amount)}`)
  const rows: TableCell[][] = [
    [
      label('年化综合成本'),
      { text: `${percent(costForm.simple)}（单利）`, bold: true, fontSize: 12 },
      label('按复利'),
      percent(costForm.effective),
    ],
    [label('贷款本金'), money(costForm.principal), label('期限'), `${costForm.periods} 期（${quote.frequency}）`],
    [label('车价'), money(quote.price), label('首付款'), money(quote.downPayment)],
    [label('还款方式'), quote.method, label('利率'), quote.rate],
    [label('首期还款'), money(first.payment), label('末期还款'), money(last.payment)],
    [label('首个还款日'), chineseDay(first.dueOn), label('到期日'), chineseDay(last.dueOn)],
    [label('息费合计'), money(costForm.total), label('放款时费用'), money(deal.upFrontFees)],
  ]
  if (balloon)
    rows.push([
      label('尾款'),
      money(balloon.amount),
      label('到期可选'),
      balloon.atEnd.map(end => say(`balloon-end.${end}`)).join('、'),
    ])
  for (const { payer, fullRate, rate, amount, payments, when } of subsidies)
    rows.push([
      label('贴息'),
      `${say(`subsidy-payer.${payer}`)}支付 ${money(amount)}，${when === 'disbursement' ? '放款时一次支付' : `随还款分 ${payments.length} 次`}`,
      label('年利率'),
      `${percent(fullRate)} → ${percent(rate)}`,
    ])
  if (relieved)
    rows.push([
      label('财政贴息后'),
      `年化综合成本 ${percent(relieved.simple)}（单利）`,
      label('借款人实付'),
      money((plan.totals.payment + deal.upFrontFees) as Money),
    ])
  return { fontSize: 9, table: { widths: [62, '*', 62, '*'], body: rows, dontBreakRows: true }, layout: grid }
}

function statement({ costForm }: Pick<Deal, 'costForm'>, readSeconds: number): string[] {
  return [
    `以上为本方案的全部综合融资成本。正常履约情形下，各项息费折算年化（单利）合计为 ${percent(costForm.simple)}，息费合计 ¥${grouped(costForm.total)}。`,
    '除上表所列项目外，不收取与本笔贷款有关的任何其他费用。',
    `签署合同前，借款人应逐项阅读本表，阅读时间不少于 ${readSeconds} 秒。`,
  ]
}
