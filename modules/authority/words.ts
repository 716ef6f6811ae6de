import type { Words } from '#lib/words'
import { accessWords } from './access-words.ts'
import { fieldRuleWords } from './field-words.ts'
import { heldWords } from './held-words.ts'
import { reviewWords } from './review-words.ts'
import { ruleWords } from './rule-words.ts'

export const words = {
  ...accessWords,
  ...ruleWords,
  ...fieldRuleWords,
  ...heldWords,
  ...reviewWords,
  authority: ['权限', 'Authority'],
  'authority.role': ['角色', 'Role'],
  'authority.audit': ['操作记录', 'Audit trail'],
  'authority.scope.own': ['本人', 'Own'],
  'authority.scope.group': ['本组', 'Group'],
  'authority.scope.branch': ['本分公司', 'Branch'],
  'authority.scope.all': ['全部', 'All'],
  'authority.outcome': ['结果', 'Outcome'],
  'authority.at': ['时间', 'Time'],
  'authority.operation': ['操作', 'Operation'],
  'authority.about': ['涉及记录', 'About'],
  'authority.by-itself': ['系统', 'System'],
  'authority.chore': ['系统任务', 'Housekeeping'],
  'authority.chore.install': ['首次安装', 'First installation'],
  'authority.chore.demo': ['填充演示数据', 'Fill the demo city'],
  'authority.chore.import-tape': ['导入贷款账本', 'Import a loan book'],
  'authority.chore.close-day': ['执行日终', 'Close the day'],
  'authority.search': ['人员姓名或操作', 'Person or operation'],
  'authority.copy': ['复制编号', 'Copy the number'],
  'authority.outcome.done': ['已完成', 'Done'],
  'authority.outcome.refused': ['被拒绝', 'Refused'],
  'authority.outcome.previewed': ['预演', 'Previewed'],
  'permission.authority.role.read': ['查看角色与权限', 'See roles and permissions'],
  'permission.authority.audit.read': ['查看操作记录', 'See the audit trail'],
  'refusal.authority.not_permitted': [
    '您的岗位没有“{permission}”权限，请联系团队经理。',
    'Your post does not include “{permission}”; ask your team manager.',
  ],
  'refusal.authority.out_of_scope': [
    '这条记录不在您的“{permission}”范围内。',
    'This record lies outside your scope for “{permission}”.',
  ],
  'refusal.authority.own_case': [
    '这是您经手的进件，须由他人决定。',
    'You brought in or submitted this application; someone else must decide.',
  ],
  'refusal.authority.decided_before': [
    '您已对此进件作过决定，下一步须由另一人办理。',
    'You have already decided on this application; the next step needs another person.',
  ],
  'refusal.authority.on_leave': ['您在休假中，不能审批。', 'You are on leave and cannot approve.'],
  'refusal.authority.no_limit': ['您的岗位没有审批额度。', 'Your post has no approval limit.'],
  'refusal.authority.over_limit': [
    '客户总敞口 ¥{exposure} 超过您的审批额度 ¥{limit}，请上报。',
    'The customer’s total exposure of ¥{exposure} is above your limit of ¥{limit}; escalate it.',
  ],
  'authority.within_limit': ['可独立审批。', 'May decide alone.'],
  'authority.jointly': ['前一人已签，您签署后即获批准。', 'The first has signed; yours completes the approval.'],
  'authority.act.sell': ['营销', 'Selling'],
  'authority.act.review': ['审查', 'Reviewing'],
  'authority.act.fund': ['放款', 'Paying out'],
  'authority.exception.declined-by-rules': ['规则拒绝', 'Declined by the rules'],
  'authority.exception.corporate': ['企业客户', 'Corporate customer'],
  'authority.exception.related-party': ['关联人', 'Related party'],
  'authority.grade.none': ['无评分，按最严等级', 'no score, judged as the strictest band'],
  'refusal.authority.certificate_needed': [
    '此项操作须持有有效的“{certificateName}”证书。证书已到期或尚未取得，通过考试后立即恢复。',
    'This needs a live certificate, “{certificateName}”. It has run out or was never earned; passing the exam restores it at once.',
  ],
  'refusal.authority.duty_conflict': [
    '“{permission}”与您持有的另一项权限不相容，须由他人办理。',
    '“{permission}” is kept apart from another right you hold; someone else must do it.',
  ],
  'refusal.authority.duty_time': [
    '您于 {day} 对该客户做过“{did}”，{until} 前不得办理此步，须由他人办理。',
    'You did “{did}” for this customer on {day}; until {until} someone else must do this step.',
  ],
  'refusal.authority.ltv_outside': [
    '贷款成数超出您的审批权限，请上报。',
    'The loan to value lies outside your authority; escalate it.',
  ],
  'refusal.authority.grade_outside': [
    '评分等级（{grade}）不在您的审批权限内，请上报。',
    'The score band ({grade}) lies outside your authority; escalate it.',
  ],
  'refusal.authority.product_outside': [
    '该产品不在您的审批权限内，请上报。',
    'The product lies outside your authority; escalate it.',
  ],
  'refusal.authority.exception_outside': [
    '“{exception}”的进件不在您的审批权限内，请上报。',
    'An application of the kind “{exception}” lies outside your authority; escalate it.',
  ],
  'refusal.authority.second_person': [
    '此额度须两人共同审批，还需另一位有权人签署。',
    'This amount takes two persons; another with authority must sign.',
  ],
  'refusal.authority.committee_needed': [
    '此进件须由贷审会审议。',
    'This application must go before the credit committee.',
  ],
  'refusal.authority.committee_odd': ['委员须为单数，且不得重复。', 'An odd number of members must sit, each once.'],
  'refusal.authority.committee_members': [
    '至少需要 {least} 名委员。',
    'At least {least} {least:member|members} must sit.',
  ],
  'refusal.authority.committee_member': [
    '{name} 不是委员，或在休假，或与此进件有关联，不能参会。',
    '{name} is no member, is on leave, or had a hand in this application and cannot sit.',
  ],
  'refusal.authority.committee_chair': ['{name} 不能担任本次会议的主任委员。', '{name} cannot chair this sitting.'],
  'refusal.authority.committee_quorum': [
    '仅 {given}/{seats} 名委员表决，未达到出席比例。',
    'Only {given} of {seats} {seats:member|members} {seats:has|have} voted; there is no quorum.',
  ],
  'refusal.authority.key_limit': ['此接口密钥不包含“{permission}”。', 'This API key does not include “{permission}”.'],
} satisfies Words
