import type { Words } from '#lib/words'
import { heldWords } from './held-words.ts'

export const words = {
  ...heldWords,
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
} satisfies Words
