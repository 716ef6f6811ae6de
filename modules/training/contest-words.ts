import type { Words } from '#lib/words'

/** What is said about contests of questions and the statistics of one question. */
export const contestWords = {
  'training.contest': ['题目异议', 'Contest of a question'],
  'training.contests': ['题目异议', 'Contests'],
  'training.contests-none': [
    '没有题目异议。考完后可在成绩页对题目提出。',
    'No contests. They are made from the result of an exam.',
  ],
  'training.contest-make': ['题目有误', 'The question is wrong'],
  'training.contest-title': ['对这道题提出异议', 'Contest this question'],
  'training.contest-reason': ['哪里不对，依据是什么', 'What is wrong, and on what ground'],
  'training.contest-effect': [
    '由培训岗裁定。成立则此题作废，所有考过的人此题得分并重新计分。',
    'Training rules on it. If upheld the question is void: everybody who was asked it has it right and is graded again.',
  ],
  'training.contest-by': ['提出人', 'Contested by'],
  'training.contest-made': ['提出时间', 'Made'],
  'training.contest-state': ['状态', 'State'],
  'training.contest-state.open': ['待裁定', 'Awaits a ruling'],
  'training.contest-state.upheld': ['成立，题目作废', 'Upheld, question void'],
  'training.contest-state.rejected': ['不成立', 'Not upheld'],
  'training.contest-rule': ['裁定', 'Rule'],
  'training.contest-uphold': ['异议成立', 'Upheld'],
  'training.contest-reject': ['不成立', 'Not upheld'],
  'training.contest-ruling': ['裁定理由', 'Reasons'],
  'training.contest-ruled-by': ['裁定人', 'Ruled by'],
  'training.contest-regraded': [
    '改判 {count} 场，其中 {passed} 人因此通过',
    '{count} {count:exam|exams} regraded, {passed} passed by it',
  ],
  'training.void': ['题目已作废，人人得分', 'Void: everybody has it right'],
  'training.score-before': ['改判前 {score} %', '{score} % before it was regraded'],
  'training.statistics': ['作答统计', 'How it was answered'],
  'training.statistics-none': ['还没有人在考试中做过这道题。', 'Nobody has been asked this question yet.'],
  'training.statistics-note': [
    '高、低分组各为同场其他题得分最高和最低的三分之一（各 {count} 人次）。错误选项若被高分组选得更多，多半是答案有误。',
    'Best and weakest are the outer thirds by the rest of the exam ({count} each). A wrong option the best choose more often usually means a wrong key.',
  ],
  'training.option': ['选项', 'Option'],
  'training.chosen': ['选择', 'Chosen'],
  'training.best-third': ['高分组', 'Best third'],
  'training.weakest-third': ['低分组', 'Weakest third'],
  'training.number-given': ['作答数值', 'Number given'],
  'training.added-by': ['{name} 于 {day} 加入题库', 'Added by {name} on {day}'],
  'training.replaces-one': ['由旧题修订而来', 'Replaced an earlier question'],
  'refusal.training.exam_running': ['交卷后才能提出异议。', 'A question is contested once the exam is handed in.'],
  'refusal.training.contest_twice': ['您已对这道题提出过异议。', 'You have contested this question already.'],
  'refusal.training.contest_not_found': ['没有这项异议。', 'There is no such contest.'],
  'refusal.training.contest_ruled': ['这项异议已裁定，请刷新。', 'This contest was ruled on already; reload.'],
  'refusal.training.own_contest': [
    '不能裁定自己的异议，也不能作出会改判自己考试的裁定，请由他人裁定。',
    'Nobody rules on their own contest, nor where their own exam would be graded again; somebody else does.',
  ],
  'event.training.question-contested': ['对考题提出了异议', 'A question was contested'],
  'event.training.contest-ruled': ['题目异议已裁定', 'A contest was ruled on'],
  'training.notice.contest': [
    '{name} 对题目“{stem}”提出异议，请裁定。',
    '{name} contests “{stem}”; please rule on it.',
  ],
  'training.notice.contest-upheld': [
    '题目“{stem}”的异议成立，已作废并重新计分。',
    'The contest of “{stem}” is upheld: the question is void and exams are graded again.',
  ],
  'training.notice.contest-rejected': [
    '题目“{stem}”的异议不成立：{reason}',
    'The contest of “{stem}” is not upheld: {reason}',
  ],
  'training.notice.contest-passed': [
    '题目“{stem}”作废后重新计分，您的考试已通过。',
    'With “{stem}” void your exam was graded again, and you have passed.',
  ],
} satisfies Words
