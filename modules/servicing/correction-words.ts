import type { Words } from '#lib/words'

/** The words of loans that had ended before a published value they were set by was corrected. */
export const correctionWords = {
  'servicing.corrections': ['利率更正差额', 'Corrected rates'],
  'servicing.correction': ['利率更正差额', 'Corrected rate'],
  'servicing.correction.note': [
    '公布值更正时已经结束的贷款，按更正后的利率重新计算，与实际已付相比的差额。多收的退还客户，少收的不再追收。',
    'Loans that had ended when a published value was corrected, reckoned again with it and compared with what was paid. What was paid too much goes back; what was too little is not asked for.',
  ],
  'servicing.correction.none': ['没有需要处理的更正差额。', 'No corrected rate waits to be decided.'],
  'servicing.correction.base': ['更正的公布值', 'Corrected value'],
  'servicing.correction.notedOn': ['登记日', 'Noted on'],
  'servicing.correction.closedOn': ['结束日', 'Ended on'],
  'servicing.correction.difference': ['更正差额', 'Difference'],
  'servicing.correction.less': ['多收', 'Paid too much'],
  'servicing.correction.more': ['少收', 'Paid too little'],
  'servicing.correction.unknown': ['无法自动计算', 'Cannot be reckoned'],
  'servicing.correction.count': ['{count} 笔', '{count} {count:loan|loans}'],
  'servicing.correction.state': ['状态', 'State'],
  'servicing.correction.loanState': ['贷款状态', 'Loan state'],
  'servicing.correction.state.open': ['待处理', 'To decide'],
  'servicing.correction.state.decided': ['已处理', 'Decided'],
  'servicing.correction.state.replaced': ['已被后来的更正取代', 'Replaced by a later correction'],
  'servicing.correction.outcome': ['处理', 'Outcome'],
  'servicing.correction.outcome.refund': ['更正并退还', 'Correct and give back'],
  'servicing.correction.outcome.waive': ['不再追收', 'Not asked for'],
  'servicing.correction.outcome.nothing': ['无需处理', 'Nothing is due'],
  'servicing.correction.outcome.refund.note': [
    '按更正后的利率重算这笔贷款：多收 ¥{amount}转为溢缴款，由财务在贷款页退还；已核销的贷款相应减少未收回债权。客户会收到短信。',
    'The loan is reckoned again at the corrected rates: ¥{amount} paid too much waits as paid in advance until finance refunds it on the loan’s page; of a loan written off the claim falls. The customer is told.',
  ],
  'servicing.correction.outcome.waive.note': [
    '客户少付 ¥{amount}：贷款保持原样，不再追收。',
    'The customer paid ¥{amount} too little: the loan stays as it is and nothing is asked for.',
  ],
  'servicing.correction.outcome.nothing.note': [
    '贷款保持原样，请写明为什么无需处理。',
    'The loan stays as it is; say why nothing is due.',
  ],
  'servicing.correction.decide': ['处理', 'Decide'],
  'servicing.correction.amount': ['已退还', 'Given back'],
  'servicing.correction.advance': ['待退溢缴款', 'To be paid out'],
  'servicing.correction.decidedBy': ['处理人', 'Decided by'],
  'servicing.notice.corrections': [
    '{base}（{day}）更正，{count} 笔已结束的贷款有差额，请处理。',
    '{base} of {day} was corrected: {count} {count:loan|loans} that have ended would have cost otherwise. Please decide.',
  ],
  'servicing.notice.corrected': [
    '您的车贷 {number} 所用的贷款市场报价利率已更正，您多付的 {amount} 元将退还给您。如有疑问请联系客服。',
    'The base rate of your car loan {number} was corrected; the {amount} yuan you paid too much will be given back. Please call us with any question.',
  ],
  'permission.servicing.correction.read': ['查看利率更正差额', 'See differences of corrected rates'],
  'permission.servicing.correction.decide': ['处理利率更正差额', 'Decide differences of corrected rates'],
  'refusal.servicing.correction_not_found': ['没有这笔更正差额。', 'There is no such correction.'],
  'refusal.servicing.correction_stale': [
    '贷款 {number} 的这笔差额已处理、已被后来的更正取代，或贷款已重新打开（由日终更正）；请刷新。',
    'This difference of loan {number} is decided, replaced by a later correction, or the loan runs again and the day close corrects it; look again.',
  ],
  'refusal.servicing.correction_outcome': [
    '多收的差额可以退还，少收的差额可以不再追收；请按差额的方向选择。',
    'What was paid too much can be given back, what was too little can be left; choose by which it is.',
  ],
  'refusal.servicing.correction_nothing': [
    '按现在公布的利率，贷款 {number} 没有多收。',
    'By the rates as published now nothing was paid too much on loan {number}.',
  ],
  'event.servicing.corrections-noted': ['登记利率更正差额', 'Corrected rates noted'],
  'event.servicing.correction-decided': ['处理利率更正差额', 'Corrected rate decided'],
} satisfies Words
