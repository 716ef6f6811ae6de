import type { Words } from '#lib/words'

/** What is wrong with a definition, in words. */
export const faultWords = {
  'product.fault.rate_order': [
    '标准利率须在最低与最高利率之间。',
    'The usual rate must lie between the lowest and the highest.',
  ],
  'product.fault.grade_rate': [
    '分级利率须在 {min} 与 {max} 之间。',
    'Rates by grade must lie between {min} and {max}.',
  ],
  'product.fault.grade_order': [
    '等级越低利率不得越低；未列出的等级按基准利率。',
    'A worse grade never has a lower rate; grades not listed pay the usual one.',
  ],
  'product.fault.grade_twice': ['同一等级只能有一个利率。', 'A grade can have one rate only.'],
  'product.fault.amount_order': ['最低金额不能高于最高金额。', 'The lowest amount cannot be above the highest.'],
  'product.fault.periods_twice': ['期数有重复。', 'A number of periods is listed twice.'],
  'product.fault.down_payment': ['首付比例不能超过 100%。', 'The down payment cannot exceed 100 %.'],
  'product.fault.fee': ['每项费用须有金额或费率之一。', 'Each fee needs either an amount or a rate.'],
  'product.fault.due_day_count': [
    '固定还款日的首期不是整月，须按天计息，请更换计息基础。',
    'With a fixed due day the first period is no whole month: choose a day count by days.',
  ],
  'product.fault.balloon': [
    '气球贷须有尾款比例（不超过 100%），其他还款方式不能有尾款。',
    'A balloon loan needs a balloon share of at most 100 %; other methods have none.',
  ],
  'product.fault.balloon_end': [
    '尾款到期须至少有一种处理方式。',
    'Say at least one thing a customer may do with the balloon.',
  ],
  'product.fault.balloon_refinance': [
    '尾款展期的期限计入贷款期限上限。',
    'A refinanced balloon counts in the cap on terms.',
  ],
  'product.fault.interest_only': [
    '只还息期数须少于最短期数 {periods}。',
    'Interest-only periods must be fewer than the shortest term, {periods}.',
  ],
  'product.fault.grace': [
    '宽限期数与只还息期数合计须少于最短期数 {periods}；等本等息、约定还款和有贴息的产品不设利息转本金的宽限期。',
    'Grace and interest-only periods together must be fewer than the shortest term, {periods}; flat-fee, agreed-payment and subsidised products have no grace.',
  ],
  'product.fault.grace_cap': [
    '利息转入本金的宽限期最长 {months} 个月（参数“利息转本金最长月数”）。',
    'Interest may join the principal for {months} {months:month|months} at most (parameter “Months of capitalised interest”).',
  ],
  'product.fault.steps': [
    '阶梯还款须有阶梯，每段填还款比例或还本比例之一，合计不超过最短期数 {periods}；其他还款方式不能有阶梯。',
    'A stepped product needs steps, each with one kind of share, within the shortest term of {periods}; other methods have none.',
  ],
  'product.fault.seasons': [
    '季节还款须列明月份，每月一次，且不能十二个月全部为零。',
    'A seasonal product needs months, each once, and not all twelve at nothing.',
  ],
  'product.fault.due_day_weekly': [
    '按周还款不设固定还款日，请去掉还款日规则。',
    'Weekly installments have no day of month: take the due day out.',
  ],
  'product.fault.balloon_amount': [
    '按金额的尾款须填写金额，且不高于最低贷款金额；按比例的尾款不填金额。',
    'A balloon by amount needs its amount, not above the lowest loan; one by share has no amount.',
  ],
  'product.fault.balloon_choice': [
    '客户可选的尾款范围须包含标准比例，且不超过 100%。',
    'The bounds customers choose within must hold the usual share and stay within 100 %.',
  ],
  'product.fault.flat_fee': [
    '等本等息须填写月费率；其他还款方式不填。',
    'A flat-fee product needs its fee a month; other methods have none.',
  ],
  'product.fault.flat_fee_rate': [
    '等本等息以手续费代替利息，年利率请填 0。',
    'With a flat fee there is no interest: set the yearly rates to 0.',
  ],
  'product.fault.floating': [
    '浮动利率不能与等本等息、分级定价或贴息同用。',
    'A floating rate goes with neither a flat fee, rates by grade nor a subsidy.',
  ],
  'product.fault.floating_range': [
    '按今天的基准，利率为 {rate}，不在最低与最高利率之间。',
    'By today’s base the rate is {rate}, outside the lowest and the highest.',
  ],
  'product.fault.no_plan': ['按此要素无法生成还款计划：{why}', 'No plan can be made of this: {why}'],
  'product.fault.subsidy_twice': ['同一贴息方只能列一次。', 'Each payer can be listed once.'],
  'product.fault.subsidy_fiscal': [
    '财政贴息按政策参数计算，请改用“财政贴息”开关。',
    'The treasury’s subsidy follows the parameter: use its switch.',
  ],
  'product.fault.fiscal_consumer': [
    '财政贴息只适用于个人自用车贷款。',
    'The treasury subsidises loans to individuals for their own vehicles only.',
  ],
  'product.fault.subsidy': [
    '贴息前年利率须逐级下降，且最后一级高于客户可能承担的最高利率。',
    'The rates before each subsidy must fall one after the other, the last above the highest a customer pays.',
  ],
  'product.fault.scale': [
    '金额范围和固定费用须与金额精度一致。',
    'Amounts and fixed fees must be whole in the smallest amount.',
  ],
  'product.fault.term_cap': [
    '{condition}最长 {cap} 个月，所列期数达到 {periods}。',
    '{condition}: at most {cap} {cap:month|months}, but {periods} are listed.',
  ],
  'product.fault.rate_cap': [
    '{periods} 期按最高利率计入费用后的年化成本为 {cost}，超过上限 {cap}。',
    'At the highest rate, {periods} {periods:period|periods} cost {cost} a year with fees, above the cap of {cap}.',
  ],
  'product.fault.penalty_cap': [
    '最高利率的罚息超过综合年化上限 {cap}，可能不受保护。',
    'The penalty rate at the highest rate exceeds the all-in cap of {cap} and may not be enforced.',
  ],
  'product.fault.ltv_cap': [
    '最高贷款成数 {share} 超过监管上限 {cap}，超过部分的申请会被拒绝。',
    'A loan share of {share} exceeds the cap of {cap}; offers above it will be refused.',
  ],
} as const satisfies Words
