import { parts } from '#lib/day'
import { Decimal } from '#lib/decimal'
import type { Terms } from '#product'
import { agreed, type ContractContent, chineseDay, grouped } from './content.ts'
import type { ContractHole } from './holes.ts'
import { chineseNumber } from './template.ts'

/** The holes that a contract of this kind cannot do without, beside those that every template has. */
export function neededHoles({ deal, frequency }: Pick<ContractContent, 'deal' | 'frequency'>): ContractHole[] {
  const { terms, floating, balloon, subsidies } = deal
  const flat = terms.method === 'flat-fee'
  return [
    ...(floating || flat ? (['rateRule', 'interestRule'] as const) : []),
    ...(deal.grace ? (['graceRule'] as const) : []),
    ...(frequency === 'monthly' && terms.anchorDate !== 31 ? [] : (['periodRule', 'dueDayRule'] as const)),
    ...(balloon ? (['balloonRule'] as const) : []),
    ...(subsidies.length > 0 ? (['subsidyRule'] as const) : []),
  ]
}

/** `每期一个月`. */
export function periodRule({ frequency, say }: ContractContent): string {
  return `每期${say(`period.${frequency}`)}`
}

/** The date installments keep. */
export function dueDate(terms: Terms): number {
  return terms.anchorDate ?? parts(terms.firstDueOn ?? terms.disbursedOn).date
}

/** On which days installments fall due. */
export function dueDayRule({ deal, frequency }: ContractContent): string {
  const { terms, plan } = deal
  const date = dueDate(terms)
  if (frequency === 'weekly' || frequency === 'biweekly')
    return `每${frequency === 'weekly' ? '七' : '十四'}日，自首个还款日起计算，`
  const missing = date > 28 ? '（当月无该日的为当月最后一日）' : ''
  const on = date === 31 && terms.anchorDate === 31 ? '最后一日' : `${date}日${missing}`
  if (frequency === 'monthly') return `每月${on}`
  const months = [...new Set(plan.installments.slice(0, 4).map(row => parts(row.dueOn).month))].sort((a, b) => a - b)
  return `每年${months.map(month => `${month}月`).join('、')}的${on}`
}

/** `+80个基点`; one basis point is 0.01 %. */
export function pointsText(margin: string): string {
  const points = new Decimal(margin).times(10_000)
  return `${points.lt(0) ? '减' : '加'}${points.abs().toFixed()}个基点`
}

/** What the rate is, and whether and how it changes. Source of the floating wording: PBoC notice 2019 no. 30. */
export function rateRule({ deal, say }: ContractContent): string {
  const { terms, floating } = deal
  if (terms.method === 'flat-fee')
    return `本合同不另计利息，借款人按贷款本金的每月${agreed(terms.monthlyFeeRate ?? '0')}随每期还款支付分期手续费，该费率在贷款期限内固定不变，手续费按贷款本金计算，不随还款减少`
  if (!floating) return `贷款年利率（单利）为${agreed(terms.annualRate)}，在贷款期限内固定不变`
  const base = say(`base.${floating.base}`)
  const when =
    floating.reset === 'january'
      ? '每年1月1日'
      : floating.reset === 'anniversary'
        ? '贷款发放后每满一年的对应日'
        : `全国银行间同业拆借中心每次公布${base}之日`
  return `贷款采用浮动利率，以${base}${pointsText(floating.margin)}确定。本合同生成日最近一次公布（${chineseDay(floating.publishedOn)}）的${base}为${agreed(floating.value)}，首期执行的年利率（单利）为${agreed(terms.annualRate)}；${when}为重定价日，自该日起按其最近一次公布的${base}${pointsText(floating.margin)}执行新的利率，但不低于${agreed(floating.floor)}、不高于${agreed(floating.cap)}。利率调整后，贷款人应当将新的利率和还款计划通知借款人，罚息利率自重定价日起按同一倍数相应调整、分段计收，重定价日仍在宽限期内的期次适用调整后的罚息利率；贷款到期或者被宣布提前到期后，利率与罚息利率不再调整`
}

/** How interest is counted; a flat fee has none. */
export function interestRule({ deal, say }: ContractContent): string {
  const { terms } = deal
  if (terms.method === 'flat-fee') return '手续费自首期起随每期还款收取，各期金额相同'
  return `利息自贷款实际发放之日起算，计息基础为${say(`day-count.${terms.dayCount}`)}，每期利息按该期期初剩余本金计算，四舍五入至分`
}

/** What grace makes of the principal, and until when; empty where there is none. */
export function graceRule({ deal }: Pick<ContractContent, 'deal'>): string {
  const { grace } = deal
  if (!grace) return ''
  return `首${grace.periods}期（至${chineseDay(grace.until)}止）为本金宽限期：宽限期内借款人无需还款，不构成逾期；各期利息于该期届满日计入本金，此后与原本金一并按合同利率计息。按首期执行的利率测算，宽限期届满时本金由 ¥${grouped(deal.terms.principal)} 增至 ¥${grouped(grace.balance)}。借款人可以在宽限期内提前归还部分或者全部本金，尚未计入本金的利息按实际天数支付。`
}

/** What falls due with the last installment, and the ways out; empty where there is no balloon. */
export function balloonRule({ deal }: ContractContent): string {
  const { balloon, plan } = deal
  if (!balloon) return ''
  const last = plan.installments.at(-1)!
  const ways = balloon.atEnd.map((end, index) => `（${chineseNumber(index + 1)}）${endText[end]}`)
  const choice =
    ways.length > 1
      ? `借款人应当在到期日三十日前书面选择以下一种方式：${ways.join('；')}。逾期未选择的，按一次付清处理`
      : `到期时借款人${endText[balloon.atEnd[0] ?? 'pay']}`
  return `末期还款额 ¥${grouped(last.payment)} 中包含尾款 ¥${grouped(balloon.amount)}，于${chineseDay(last.dueOn)}到期。${choice}。`
}

const endText = {
  pay: '于到期日一次付清尾款',
  refinance:
    '申请就尾款展期，经贷款人审批同意后另行签订合同，原期限与展期合计不超过国家规定的贷款期限上限；未获同意的，一次付清',
  return:
    '将车辆退还或者置换：借款人于到期日前将车辆交回售车经销商，车况和里程符合双方交车时书面确认的回购条件的，由经销商按尾款金额回购并将价款直接用于清偿尾款；不符合的，差额由借款人补足',
} as const

/** Who pays a part of what the loan costs, how much and when; empty where nobody does. */
export function subsidyRule({ deal, say }: ContractContent): string {
  const { subsidies, subsidyLoss } = deal
  if (subsidies.length === 0) return ''
  const parts = subsidies.map((one, index) => {
    const payer = say(`subsidy-payer.${one.payer}`)
    const times = one.payments.length
    const paid =
      one.when === 'disbursement'
        ? `于贷款发放时一次支付 ¥${grouped(one.amount)}`
        : `随还款分${times}次支付，共 ¥${grouped(one.amount)}`
    const rest = one.shortfall > 0n ? `，超出其上限的 ¥${grouped(one.shortfall)} 由贷款人承担` : ''
    const why =
      one.payer === 'fiscal'
        ? '按国家个人消费贷款财政贴息政策，由贷款人在收取每期利息时直接扣减；' +
          `政策终止、${subsidyLoss ? `借款人逾期超过${subsidyLoss.overdueDays}日` : '借款人逾期'}或者贷款用途不符的，自其后到期的一期起不再扣减，借款人按扣减前的金额还款`
        : `使年利率由${agreed(one.fullRate)}降为${agreed(one.rate)}`
    return `（${chineseNumber(index + 1)}）${payer}${paid}${rest}，${why}`
  })
  const atOnce = subsidies.some(one => one.when === 'disbursement')
  const back = atOnce && subsidyLoss?.clawBack ? '，已经支付而尚未摊销的贴息由贷款人退还贴息方，与借款人无关' : ''
  return `附件一所列还款额为各方贴息后借款人应还的金额，贴息款由下列各方向贷款人支付，借款人无需垫付：${parts.join('；')}。借款人提前结清的，尚未发生的贴息不再支付${back}。`
}
