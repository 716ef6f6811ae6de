import type { Words } from '#lib/words'

/** What the plan engine refuses and warns of; the module's `words` take these in. */
export const planWords = {
  'refusal.product.terms': ['融资条件应为一个对象。', 'Terms must be one object.'],
  'refusal.product.principal': [
    '本金应为大于零的金额，例如 100000.00。',
    'The principal must be an amount above zero, such as 100000.00.',
  ],
  'refusal.product.principal_decimals': [
    '{field} 的小数位多于取整位数，请减少小数位或改用更细的取整。',
    '{field} has more decimals than the rounding scale: give fewer decimals or a finer scale.',
  ],
  'refusal.product.disbursed_on': [
    '放款日应为存在的日期，格式 2026-01-15。',
    'The disbursement day must be a day that exists, written 2026-01-15.',
  ],
  'refusal.product.rate': [
    '年利率应为大于 -1、不超过 10 的小数，且每期利率高于 -100%，例如 0.048。',
    'The annual rate must be a decimal above -1 and at most 10, and above -100 % in each period, such as 0.048.',
  ],
  'refusal.product.periods': ['期数应为 1 到 600 的整数。', 'The number of periods must be whole, from 1 to 600.'],
  'refusal.product.every': [
    '还款周期应为正整数个 day、week、month、quarter 或 year。',
    'A period must be a positive whole count of day, week, month, quarter or year.',
  ],
  'refusal.product.method': ['还款方式应为：{allowed}。', 'The method must be one of: {allowed}.'],
  'refusal.product.day_count': ['计息基础应为：{allowed}。', 'The day count must be one of: {allowed}.'],
  'refusal.product.rounding': [
    '取整方式应为 half-up、half-even、up、down 或 none。',
    'The rounding mode must be half-up, half-even, up, down or none.',
  ],
  'refusal.product.scale': ['取整位数应为 0、1 或 2。', 'The rounding scale must be 0, 1 or 2.'],
  'refusal.product.tail': ['尾差处理应为：{allowed}。', 'The tail must be one of: {allowed}.'],
  'refusal.product.first_due': [
    '首个还款日应为存在的日期，且晚于放款日。',
    'The first due day must be a day that exists and lie after the disbursement.',
  ],
  'refusal.product.last_due': [
    '末个还款日应为存在的日期，晚于前一个还款日（或放款日），且早于再下一期的还款日；只有一期时，与首个还款日只填其一。',
    'The last due day must be a day that exists, after the one before it (or the disbursement) and before another whole period would end; with one period give it or the first due day, not both.',
  ],
  'refusal.product.counted_day': [
    '计入的首尾日应为：{allowed}。',
    'The border day that counts must be one of: {allowed}.',
  ],
  'refusal.product.due_beyond_calendar': [
    '最后还款日晚于 {lastYear} 年，请减少期数或缩短周期。',
    'The last due day lies beyond the year {lastYear}: choose fewer or shorter periods.',
  ],
  'refusal.product.payment_multiple': [
    '还款额取整的单位应大于零，且不超过本金。',
    'What payments are multiples of must be above zero and not above the principal.',
  ],
  'refusal.product.balloon': [
    '尾款应为不小于零、不超过本金的金额。',
    'The balloon must be an amount from zero to the principal.',
  ],
  'refusal.product.grace_periods': [
    '宽限期与只还息期应为非负整数，合计少于期数。',
    'Grace and interest-only periods must be whole, not negative, and together fewer than the periods.',
  ],
  'refusal.product.monthly_fee_rate': [
    '月费率应为不小于零的小数，例如 0.003。',
    'The monthly fee rate must be a decimal of at least zero, such as 0.003.',
  ],
  'refusal.product.steps': [
    '阶梯还款的每一段应有整数期数，以及还款比例、固定金额或本金比例之一；各段期数合计不超过可还款期数，本金比例合计不超过 1。',
    'Each step needs whole periods and one of a share, a payment or a share of principal; steps must fit into the repaying periods and repay no more than all.',
  ],
  'refusal.product.payments': [
    '自定义还款应为每期给出一个不小于零的金额，个数等于期数。',
    'Custom payments must be amounts of at least zero, as many as there are periods.',
  ],
  'refusal.product.does_not_repay': [
    '所列还款不足以还清本息，请提高还款金额。',
    'These payments do not repay principal and interest: raise them.',
  ],
  'refusal.product.rate_changes': [
    '利率调整应有存在且不重复的日期，以及大于 -1、不超过 10 的年利率。',
    'Rate changes need days that exist, each once, and annual rates above -1 and at most 10.',
  ],
  'refusal.product.floating': [
    '浮动利率应有指数序列（放款日须有值，日期不重复）、加点和重定价方式（january、anniversary 或 publication），且不再另填 annualRate 与 rateChanges。',
    'A floating rate needs an index known on the day of disbursement, each day once, a spread and a reset (january, anniversary or publication), and no annualRate or rateChanges beside it.',
  ],
  'refusal.product.fees': [
    '每项费用应有金额或费率之一、收取时点（disbursement 或 each）和收取方；放款时收取的费用合计应低于本金。',
    'Each fee needs an amount or a rate, when it is charged (disbursement or each) and by whom; fees at disbursement must stay below the principal.',
  ],
  'refusal.product.subsidy': [
    '贴息应有贴息方（manufacturer、dealer 或 fiscal，各一次）、支付方式（disbursement 放款时或 each 随各期），和不高于合同利率的客户利率；subsidies 中也可用 share（占合同利率的比例，0 到 1）。',
    'A subsidy needs a payer (manufacturer, dealer or fiscal, each once), when it is paid (disbursement or each) and a customer rate not above the contract rate; subsidies may name share instead, the part of the contract rate from 0 to 1.',
  ],
  'refusal.product.cash_flows': ['现金流格式有误：{field}。', 'The cash flows are malformed: {field}.'],
  'refusal.product.no_annual_rate': [
    '还款不足以收回放款，没有年化利率。',
    'The payments never repay the advances, so there is no annual rate.',
  ],
  'refusal.product.actus_case': [
    '每个 ACTUS 合约应为带 terms 的对象。',
    'Each ACTUS case must be an object with its terms.',
  ],
  'refusal.product.actus_type': [
    '支持的 ACTUS 合约类型：{allowed}。',
    'The ACTUS contract type must be one of: {allowed}.',
  ],
  'refusal.product.actus_term': [
    'ACTUS 条款 {field} 缺失或无法识别。',
    'The ACTUS term {field} is missing or cannot be read.',
  ],
  'refusal.product.actus_length': [
    '合约的日程过长：每个日程不超过 {most} 个时点。',
    'The schedules of the contract are too long: each may have up to {most} moments.',
  ],
  'refusal.product.actus_market': [
    'dataObserved 中没有 {code} 的有效观测值。',
    'dataObserved has no usable values of {code}.',
  ],
  'product.warning.unknown_field': [
    '字段 {field} 无此约定，未使用。',
    'The field {field} is not known and was not used.',
  ],
  'product.warning.ignored_field': [
    '还款方式 {method} 不使用字段 {field}。',
    'The method {method} does not use the field {field}.',
  ],
  'product.warning.balance_grows': [
    '第 {seq} 期还款低于利息，差额计入余额。',
    'The payment of period {seq} is less than its interest; the difference joins the balance.',
  ],
  'product.warning.repaid_early': ['第 {seq} 期即已还清。', 'The loan is repaid with period {seq} already.'],
  'product.warning.payment_adjusted': [
    '第 {seq} 期还款按余额调整。',
    'The payment of period {seq} was adjusted to the balance.',
  ],
  'product.warning.odd_first_period': [
    '首期 {days} 天，按整期计息。',
    'The first period has {days} {days:day|days} and bears the interest of a whole one.',
  ],
  'product.warning.odd_last_period': [
    '末期 {days} 天，按整期计息。',
    'The last period has {days} {days:day|days} and bears the interest of a whole one.',
  ],
  'product.warning.subsidy_capped': [
    '贴息金额受上限限制，不足以补足客户利率。',
    'The subsidy is capped and does not pay for the whole customer rate.',
  ],
} as const satisfies Words
