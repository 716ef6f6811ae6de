import type { Words } from '#lib/words'

/** Words of files told as cases for training. */
export const caseWords = {
  'origination.case': ['转为培训案例', 'Make it a case for training'],
  'origination.case.help': [
    '案例不含姓名、号码、车牌、车架号；金额取整，至少 {count} 位客户具有同样特征。',
    'No names, numbers or plates; amounts are rounded, and at least {count} {count:customer|customers} share these marks.',
  ],
  'origination.case.done': ['已加入案例库', 'Added to the cases'],
  'permission.origination.case.export': ['把进件转为培训案例', 'Give files to training as cases'],
  'refusal.origination.case_open': ['只有已有结论的进件可以转为案例。', 'Only decided files become cases.'],
  'refusal.origination.case_rare': [
    '有这些特征的客户不足 {count} 位，讲出来会认出本人，不能转为案例。',
    'Fewer than {count} {count:customer|customers} share these marks: the person could be recognised, so it becomes no case.',
  ],
  'refusal.origination.case_taken': ['这笔进件已转为案例。', 'This file is a case already.'],
  'event.origination.case-exported': ['进件转为培训案例', 'A file was given to training as a case'],
} satisfies Words
