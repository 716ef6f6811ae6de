import type { Words } from '#lib/words'

/** Words of newcomers' shadow decisions. */
export const shadowWords = {
  'origination.shadow': ['影子审批', 'Shadow decisions'],
  'origination.shadow.files': ['可影子审批的进件', 'Files to decide in shadow'],
  'origination.shadow.hint': [
    '写下你会怎么决定。它不影响这笔进件，真实审批人看不到；真实决定作出后在这里对照。',
    'Say what you would decide. It changes nothing and who really decides cannot see it; afterwards both are shown side by side.',
  ],
  'origination.shadow.none': ['现在没有可影子审批的进件。', 'No files to decide in shadow right now.'],
  'origination.shadow.decide': ['提交影子决定', 'Send my shadow decision'],
  'origination.shadow.mine': ['影子决定', 'In shadow'],
  'origination.shadow.real': ['真实决定', 'In fact'],
  'origination.shadow.note': ['我的理由', 'My reasons'],
  'origination.shadow.amount': ['我会批准的金额', 'Amount I would approve'],
  'origination.shadow.agreement': ['一致率', 'Agreement'],
  'origination.shadow.agreed-of': ['{agreed}/{compared} 件一致', '{agreed} of {compared} the same'],
  'origination.shadow.interval': ['95% 区间 {low}–{high}', '95 % interval {low}–{high}'],
  'origination.shadow.waiting': ['{count} 件等待真实决定', '{count} {count:waits|wait} for the real decision'],
  'origination.shadow.nothing': ['还没有可对照的影子决定。', 'Nothing to compare yet.'],
  'origination.shadow.differences': ['不一致在哪里', 'Where they differ'],
  'origination.shadow.rows': ['逐件对照', 'File by file'],
  'origination.shadow.open-files': ['去影子审批', 'Decide in shadow'],
  'origination.shadow.verdict.approve': ['批准', 'Approve'],
  'origination.shadow.verdict.reject': ['拒绝', 'Reject'],
  'origination.shadow.verdict.return': ['退回补件', 'Return'],
  'origination.shadow.verdict.escalate': ['上报', 'Escalate'],
  'origination.shadow.outcome.waiting': ['等待真实决定', 'Waits'],
  'origination.shadow.outcome.same': ['一致', 'The same'],
  'origination.shadow.outcome.stricter': ['偏严', 'Stricter'],
  'origination.shadow.outcome.laxer': ['偏松', 'Laxer'],
  'origination.shadow.outcome.other-way': ['走法不同', 'Another way'],
  'permission.origination.shadow.decide': ['影子审批', 'Decide in shadow'],
  'permission.origination.shadow.read': ['查看影子审批对照', 'See shadow decisions beside the real ones'],
  'refusal.origination.shadow_newcomer': [
    '影子审批只在新人之路进行期间可用。',
    'Shadow decisions are for who is in their first days.',
  ],
  'refusal.origination.shadow_closed': [
    '这笔进件已有人决定或不在审批中，不能再做影子审批。',
    'Somebody has decided on this file, or it is not under review: too late for a shadow decision.',
  ],
  'refusal.origination.shadow_twice': [
    '你已对这笔进件作过影子决定。',
    'You have decided on this file in shadow already.',
  ],
  'refusal.origination.shadow_person': ['没有这名人员。', 'There is no such person.'],
} satisfies Words
