import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { fill } from '#lib/words'
import { annexCost, annexPlan } from './annexes.ts'
import { agreed, type ContractContent, chineseDay, contractFacts, grouped } from './content.ts'
import { frame, grid, type PrintedDocument } from './document.ts'
import { pointsText } from './rule-text.ts'
import { type Article, chineseNumber, type TemplateBody } from './template.ts'

/** The contract as a document: parties, terms at a glance, articles, signatures, and the two annexes. */
export function contractDocument(body: TemplateBody, content: ContractContent): PrintedDocument {
  const facts = contractFacts(content)
  const filled = (text: string) => fill(text, facts)
  return {
    ...frame(content.lender.name, body.title, content.number),
    content: [
      { text: body.title, style: 'title', margin: [0, 4, 0, 4] },
      { text: `合同编号：${content.number}`, alignment: 'right', margin: [0, 0, 0, 8] },
      parties(content),
      { text: '贷款要素', style: 'heading', margin: [0, 12, 0, 5] },
      atAGlance(content, facts),
      noticeFrame(body.notice.map(filled)),
      ...articlesOf(body, facts).flatMap((article, index) => articleContent(article, index + 1, filled)),
      signatures(content),
      ...annexPlan(content),
      ...annexCost(content, body.costStatement.map(filled)),
    ],
  }
}

/** The articles that say something of this contract: a paragraph that is one empty hole is left out, and so is an article of none. */
function articlesOf(body: TemplateBody, facts: Readonly<Record<string, string>>): Article[] {
  const empty = (text: string) => facts[/^(?:\*\*)?\{(\w+)\}(?:\*\*)?$/.exec(text)?.[1] ?? ''] === ''
  return body.articles
    .map(article => ({ ...article, paragraphs: article.paragraphs.filter(text => !empty(text)) }))
    .filter(article => article.paragraphs.length > 0)
}

const label = (text: string): TableCell => ({ text, style: 'label' })

function parties(content: ContractContent): Content {
  const { lender, borrower } = content
  const enterprise = borrower.kind === 'enterprise'
  const rows: TableCell[][] = [
    [{ text: '贷款人（抵押权人）', bold: true, colSpan: 4, style: 'label' }, {}, {}, {}],
    [label('名称'), lender.name, label('统一社会信用代码'), lender.creditCode],
    [label('住所'), lender.address, label('服务及投诉电话'), lender.phone],
    [{ text: '借款人（抵押人）', bold: true, colSpan: 4, style: 'label' }, {}, {}, {}],
    [
      label(enterprise ? '名称' : '姓名'),
      borrower.name,
      label(enterprise ? '统一社会信用代码' : '居民身份证号码'),
      borrower.idNumber,
    ],
    [label(enterprise ? '住所' : '住址'), borrower.address ?? '', label('联系电话'), borrower.phone],
  ]
  if (borrower.kind === 'sole-proprietor')
    rows.push([label('经营字号'), borrower.businessName ?? '', label('统一社会信用代码'), borrower.businessCode ?? ''])
  return { table: { widths: [64, '*', 92, 128], body: rows, dontBreakRows: true }, layout: grid }
}

function atAGlance(content: ContractContent, facts: ReturnType<typeof contractFacts>): Content {
  const { vehicle, say } = content
  const { balloon, subsidies } = content.deal
  const rows: TableCell[][] = [
    [
      label('贷款本金'),
      { text: [{ text: facts.principalInWords, bold: true }, `（¥${facts.principal}）`], colSpan: 3 },
      {},
      {},
    ],
    [label('贷款期限'), `${facts.periods} 期（${facts.periodRule}）`, label('还款方式'), facts.method],
    [label(rateLabel(content)), rateText(content, facts), label('每期还款额'), paymentText(content)],
    [
      label('年化综合成本'),
      { text: [{ text: `${facts.simpleRate}（单利）`, bold: true }, `；${facts.effectiveRate}（复利）`] },
      label('罚息利率'),
      `${facts.penaltyRate}（年）`,
    ],
    [label('首个还款日'), `${facts.firstDueOn}（测算）`, label('到期日'), `${facts.maturesOn}（测算）`],
    ...(balloon
      ? [
          [
            label('尾款'),
            `¥${grouped(balloon.amount)}，随末期到期`,
            label('到期可选'),
            balloon.atEnd.map(end => say(`balloon-end.${end}`)).join('、'),
          ],
        ]
      : []),
    ...subsidies.map(one => [
      label('贴息'),
      `${say(`subsidy-payer.${one.payer}`)}支付 ¥${grouped(one.amount)}`,
      label('支付时间'),
      one.when === 'disbursement' ? '放款时一次支付' : `随还款分 ${one.payments.length} 次`,
    ]),
    [label('所购车辆'), facts.vehicle, label('车辆识别代号'), facts.vin],
    [
      label('车辆情况'),
      [
        vehicle.condition && say(`condition.${vehicle.condition}`),
        vehicle.energy && say(`energy.${vehicle.energy}`),
        vehicle.use && say(`use.${vehicle.use}`),
        vehicle.plate,
      ]
        .filter(text => text)
        .join('，'),
      label('成交价 / 首付款'),
      `¥${facts.price} / ¥${facts.downPayment}`,
    ],
    [label('收款人'), facts.payeeName, label('支付方式'), '贷款人受托支付'],
    [label('收款账号'), facts.payeeAccount, label('开户行'), facts.payeeBank],
    [label('金融产品'), content.productName, label('申请编号'), content.applicationNumber],
  ]
  return { table: { widths: [64, '*', 80, 150], body: rows, dontBreakRows: true }, layout: grid }
}

const rateLabel = ({ deal }: ContractContent) =>
  deal.terms.method === 'flat-fee' ? '分期手续费率' : deal.floating ? '首期年利率' : '合同年利率'

function rateText({ deal, say }: ContractContent, facts: ReturnType<typeof contractFacts>): string {
  if (deal.terms.method === 'flat-fee') return `每月为贷款本金的 ${agreed(deal.terms.monthlyFeeRate ?? '0')}`
  return deal.floating
    ? `${facts.annualRate}（浮动，${say(`base.${deal.floating.base}`)}${pointsText(deal.floating.margin)}）`
    : facts.annualRate
}

function paymentText({ deal: { plan, first } }: ContractContent): string {
  const last = plan.installments.at(-1)!
  const level = plan.installments.slice(0, -1).every(row => row.payment === 0n || row.payment === first.payment)
  return level
    ? `¥${grouped(first.payment)}（末期 ¥${grouped(last.payment)}）`
    : `首期 ¥${grouped(first.payment)}，末期 ¥${grouped(last.payment)}`
}

function noticeFrame(lines: readonly string[]): Content {
  return {
    table: {
      widths: ['*'],
      dontBreakRows: true,
      body: [
        [
          {
            stack: [
              { text: '重要提示', bold: true, margin: [0, 0, 0, 3] },
              ...lines.map((text, index) => numbered(`${index + 1}.`, { text, bold: true }, 16)),
            ],
          },
        ],
      ],
    },
    layout: {
      ...grid,
      hLineWidth: () => 1,
      vLineWidth: () => 1,
      hLineColor: () => '#000000',
      vLineColor: () => '#000000',
    },
    margin: [0, 12, 0, 6],
  }
}

const numbered = (number: string, text: Content, width: number): Content => ({
  columns: [
    { text: number, width },
    { stack: [text], width: '*' },
  ],
  columnGap: 2,
  margin: [0, 0, 0, 3],
})

/** An article; its heading stays with its first paragraph. A paragraph between `**` is printed bold. */
function articleContent(article: Article, number: number, filled: (text: string) => string): Content[] {
  const paragraphs = article.paragraphs.map((text, index): Content => {
    const bold = text.startsWith('**') && text.endsWith('**')
    return numbered(
      `${number}.${index + 1}`,
      { text: filled(bold ? text.slice(2, -2) : text), bold, alignment: 'left' },
      28,
    )
  })
  const heading: Content = {
    text: `第${chineseNumber(number)}条　${article.heading}`,
    style: 'heading',
    margin: [0, 9, 0, 4],
  }
  const [first, ...rest] = paragraphs
  return [{ stack: first ? [heading, first] : [heading], unbreakable: true }, ...rest]
}

/** Where both sides sign; never torn across pages. */
function signatures({ lender, borrower, producedOn }: ContractContent): Content {
  const enterprise = borrower.kind === 'enterprise'
  const line = (text: string): Content => ({ text, margin: [0, 0, 0, 16] })
  return {
    unbreakable: true,
    margin: [0, 26, 0, 0],
    stack: [
      { text: '（以下无正文，为签署部分）', margin: [0, 0, 0, 14] },
      {
        columns: [
          {
            stack: [
              { text: '贷款人（盖章）：', bold: true, margin: [0, 0, 0, 6] },
              line(lender.name),
              line('授权代表（签字）：＿＿＿＿＿＿＿＿'),
              line('签署日期：＿＿＿＿年＿＿月＿＿日'),
            ],
          },
          {
            stack: [
              { text: enterprise ? '借款人（盖章）：' : '借款人（签字）：', bold: true, margin: [0, 0, 0, 6] },
              line(borrower.name),
              line(enterprise ? '授权代表（签字）：＿＿＿＿＿＿＿＿' : '本人签字：＿＿＿＿＿＿＿＿＿＿＿'),
              line('签署日期：＿＿＿＿年＿＿月＿＿日'),
            ],
          },
        ],
        columnGap: 30,
      },
      { text: `本合同文本生成于 ${chineseDay(producedOn)}。`, style: 'small' },
    ],
  }
}
