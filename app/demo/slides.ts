import { renderPdf } from '#contract'
import type { Instant } from '#lib/day'

/** A slide: its title and what is said on it. */
export type Slide = { title: string; points: string[] }

/** How to look at the price of a used vehicle; figures of policy as in the lessons beside it. */
export const usedVehicleSlides: Slide[] = [
  {
    title: '二手车的价格，看三个数',
    points: [
      '成交价：购车协议上的价格，不含过户费、保险和附加品',
      '评估价：本机构评估，写明日期、里程、车况等级',
      '市场价：同款、同年、同里程区间的近期成交',
      '放款基数取成交价与评估价孰低，市场价用来检验评估价',
    ],
  },
  {
    title: '里程与车况，先对得上再算钱',
    points: [
      '年均 1 万至 2 万公里为常见，偏离要问用途',
      '里程与保养记录、轮胎和踏板磨损互相印证',
      '结构件修复、泡水、火烧：不予办理',
      '新能源车另看电池健康度检测报告，低于八成要折价',
    ],
  },
  {
    title: '四个常见差错',
    points: [
      '用成交价代替孰低价算成数',
      '把附加品、过户费算进价格',
      '评估报告过期，或车架号与行驶证不一致',
      '同一评估师对同一车商的评估价连续高于市场价',
    ],
  },
  {
    title: '算一遍：成数与首付',
    points: [
      '成交价 128,000 元，评估价 108,000 元，自用，成数上限 70%',
      '基数：孰低 108,000 元',
      '最高贷款：108,000 × 70% = 75,600 元',
      '首付：128,000 − 75,600 = 52,400 元，付款人须是借款人本人',
    ],
  },
  {
    title: '拿不准时',
    points: [
      '评估价高于市场价一成以上：退回重评',
      '车商一周内三笔以上评估价偏高：上报风控',
      '意见里写明看了哪三个数、取了哪一个、为什么',
    ],
  },
]

/** Prints slides as a PDF, one a page, wide. */
export async function slidesPdf(title: string, slides: readonly Slide[], madeAt: Instant): Promise<string> {
  const author = '示范汽车金融有限公司 培训'
  const { content } = await renderPdf(
    {
      title,
      author,
      page: { pageSize: { width: 960, height: 540 }, pageMargins: [72, 64, 72, 54] },
      content: slides.map((slide, index) => ({
        ...(index === 0 ? {} : { pageBreak: 'before' as const }),
        stack: [
          { text: slide.title, fontSize: 34, bold: true, color: '#1456c0', margin: [0, 0, 0, 26] },
          { ul: slide.points, fontSize: 22, lineHeight: 1.5, markerColor: '#1456c0' },
        ],
      })),
      running: [title, author, '0123456789 / 演示资料'],
      header: () => '',
      footer: (page, count) => ({
        columns: [
          { text: title, fontSize: 11, color: '#5d6980' },
          { text: `${page} / ${count}`, fontSize: 11, color: '#5d6980', alignment: 'right' },
        ],
        margin: [72, 12],
      }),
      missingNote: missing => `（${missing.join(' ')}）`,
    },
    madeAt,
  )
  return content.toString('base64')
}
