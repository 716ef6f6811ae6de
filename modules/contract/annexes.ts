import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { Deal, Plan } from '#product'
import { type ContractContent, chineseDay, grouped, percent } from './content.ts'
import { grid, ruled } from './document.ts'

const head = (text: string, alignment: 'left' | 'right' | 'center' = 'left'): TableCell => ({
  text,
  style: 'label',
  bold: true,
  alignment,
})
const right = (text: string, bold = false): TableCell => ({ text, alignment: 'right', bold })

/** Annex 1: every row of the plan to the fen; its sums are the plan's own. */
export function annexPlan({ deal, borrower, number, say }: ContractContent): Content[] {
  return [
    { text: '附件一　还款计划表', style: 'annex', pageBreak: 'before', margin: [0, 2, 0, 6] },
    {
      text: `合同编号：${number}　　借款人：${borrower.name}　　测算放款日：${chineseDay(deal.terms.disbursedOn)}　　单位：元`,
      fontSize: 9,
      margin: [0, 0, 0, 2],
    },
    {
      text: '按测算放款日编制；实际放款日不同的，还款日顺延，以放款后出具的计划表为准。放款时一次性收取的费用见附件二。',
      style: 'small',
      margin: [0, 0, 0, 4],
    },
    planTable(deal.plan),
    ...subsidyTable(deal, say),
  ]
}

/** What each installment comes to at the lender's rate, and who pays which part of it; nothing where nobody subsidises. */
export function subsidyTable(
  { plan, subsidies }: Pick<Deal, 'plan' | 'subsidies'>,
  say: (key: string) => string,
): Content[] {
  if (subsidies.length === 0) return []
  // What is paid with the installments stands as it is paid; what a cap leaves over is the lender's.
  const columns = subsidies.map(one => {
    const paid = new Map(one.payments.map(payment => [payment.on, payment.amount as bigint]))
    const once = one.when === 'disbursement'
    return {
      name: `${say(`subsidy-payer.${one.payer}`)}${once ? '\n放款时付' : ''}`,
      rows: once ? one.rows : plan.installments.map(row => paid.get(row.dueOn) ?? 0n),
    }
  })
  const saved = (index: number) => subsidies.reduce((sum, one) => sum + one.rows[index]!, 0n)
  const whole = (index: number) => plan.installments[index]!.payment + saved(index)
  const left = plan.installments.map(
    (_, index) => saved(index) - columns.reduce((sum, column) => sum + column.rows[index]!, 0n),
  )
  if (left.some(amount => amount !== 0n)) columns.push({ name: '贷款人承担', rows: left })
  const total = (rows: readonly bigint[]) => rows.reduce((sum, amount) => sum + amount, 0n)
  return [
    { text: '贴息明细　单位：元', style: 'heading', margin: [0, 12, 0, 4] },
    {
      fontSize: 8.5,
      lineHeight: 1,
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [34, '*', '*', '*', ...columns.map(() => '*')],
        body: [
          [
            head('期数', 'center'),
            head('还款日', 'center'),
            head('贴息前应还', 'right'),
            head('借款人应还', 'right'),
            ...columns.map(column => head(column.name, 'right')),
          ],
          ...plan.installments.map((line, index): TableCell[] => [
            { text: String(line.seq), alignment: 'center' },
            { text: line.dueOn, alignment: 'center' },
            right(grouped(whole(index))),
            right(grouped(line.payment)),
            ...columns.map(column => right(grouped(column.rows[index]!))),
          ]),
          [
            { text: '合计', bold: true, alignment: 'center' },
            '',
            right(grouped(total(plan.installments.map((_, index) => whole(index)))), true),
            right(grouped(plan.totals.payment), true),
            ...columns.map(column => right(grouped(total(column.rows)), true)),
          ],
        ],
      },
      layout: ruled,
    },
  ]
}

/** Every row of a plan, its sums beneath. */
export function planTable(plan: Plan): Content {
  const fees = plan.totals.fee > 0n
  const row = (cells: TableCell[]) => cells.filter((_, index) => fees || index !== 5)
  return {
    fontSize: 8.5,
    lineHeight: 1,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: fees ? [30, '*', '*', '*', '*', 52, '*'] : [34, '*', '*', '*', '*', '*'],
      body: [
        row([
          head('期数', 'center'),
          head('还款日', 'center'),
          head('应还总额', 'right'),
          head('其中：本金', 'right'),
          head('利息', 'right'),
          head('费用', 'right'),
          head('剩余本金', 'right'),
        ]),
        ...plan.installments.map(line =>
          row([
            { text: String(line.seq), alignment: 'center' },
            { text: line.dueOn, alignment: 'center' },
            right(grouped(line.payment)),
            right(grouped(line.principal)),
            right(grouped(line.interest)),
            right(grouped(line.fee)),
            right(grouped(line.balance)),
          ]),
        ),
        row([
          { text: '合计', bold: true, alignment: 'center' },
          '',
          right(grouped(plan.totals.payment), true),
          right(grouped(plan.totals.principal), true),
          right(grouped(plan.totals.interest), true),
          right(grouped(plan.totals.fee), true),
          '',
        ]),
      ],
    },
    layout: ruled,
  }
}

const section = (text: string): TableCell[] => [
  { text, bold: true, colSpan: 6, style: 'label' },
  ...Array.from({ length: 5 }, () => ({})),
]

/** Annex 2: the all-in cost, item by item, with what the law wants said beneath it. */
export function annexCost(
  { deal: { costForm }, say, borrower, number }: ContractContent,
  statement: readonly string[],
): Content[] {
  return [
    { text: '附件二　综合融资成本明示表', style: 'annex', pageBreak: 'before', margin: [0, 2, 0, 6] },
    {
      text: `合同编号：${number}　　借款人：${borrower.name}　　贷款本金：¥${grouped(costForm.principal)}　　期限：${costForm.periods} 期`,
      fontSize: 9,
      margin: [0, 0, 0, 6],
    },
    costTable(costForm, say),
    statementToSign(statement, borrower.kind === 'enterprise'),
  ]
}

/** The items of a cost form: what is always paid with its yearly parts, then what only a default brings. */
export function costTable(costForm: Deal['costForm'], say: (key: string) => string): Content {
  const items = (contingent: boolean) =>
    costForm.items
      .filter(item => item.contingent === contingent)
      .map((item): TableCell[] => [
        item.name[0],
        item.how[0],
        item.standard[0].replaceAll(' %', '%'),
        say(`charged-by.${item.chargedBy}`),
        right(item.amount === null ? '按发生额' : grouped(item.amount)),
        right(item.annualised === null ? '—' : percent(item.annualised)),
      ])
  return {
    fontSize: 9.5,
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [74, '*', 92, 36, 58, 46],
      body: [
        [
          head('项目'),
          head('收取方式'),
          head('收取标准'),
          head('收取方'),
          head('金额（元）', 'right'),
          head('折算年化', 'right'),
        ],
        section('一、正常履约情形下的成本'),
        ...items(false),
        [
          { text: '合计（单利）', bold: true, colSpan: 4 },
          {},
          {},
          {},
          right(grouped(costForm.total), true),
          right(percent(costForm.simple), true),
        ],
        [{ text: '按复利（内部收益率）计算', colSpan: 5 }, {}, {}, {}, {}, right(percent(costForm.effective))],
        section('二、违约等情形下可能发生的成本'),
        ...items(true),
      ],
    },
    layout: grid,
  }
}

/** Sentences in bold, numbered. */
function numbered(statement: readonly string[]): Content {
  return {
    stack: statement.map(
      (text, index): Content => ({
        columns: [
          { text: `${index + 1}.`, width: 14 },
          { text, width: '*', bold: true },
        ],
        margin: [0, 0, 0, 4],
      }),
    ),
    margin: [0, 12, 0, 0],
  }
}

/** The sentences with the place to sign under them: a signature never stands on a page alone. */
export function statementToSign(statement: readonly string[], enterprise: boolean): Content {
  return { unbreakable: true, stack: [numbered(statement), signatureLine(enterprise)] }
}

/** Where the borrower signs what was read. */
function signatureLine(enterprise: boolean): Content {
  return {
    columns: [
      {
        text: enterprise ? '借款人（盖章）：＿＿＿＿＿＿＿＿' : '借款人（签字）：＿＿＿＿＿＿＿＿',
        bold: true,
      },
      { text: '签署日期：＿＿＿＿年＿＿月＿＿日' },
    ],
    margin: [0, 14, 0, 0],
  }
}
