import type { Words } from '#lib/words'
import { careerWords } from './career-words.ts'
import { certificateWords } from './certificate-words.ts'
import { contestWords } from './contest-words.ts'
import { learnerWords } from './learner-words.ts'
import { learningWords } from './learning-words.ts'
import { newcomerWords } from './newcomer-words.ts'
import { screenWords } from './screen-words.ts'
import { sessionWords } from './session-words.ts'

export const words = {
  training: ['培训', 'Training'],
  'permission.training.course.read': ['查看课程目录', 'See the training catalogue'],
  'refusal.training.stale': [
    '他人刚刚修改过这条记录，请刷新后重试。',
    'Someone changed this record just now; reload and try again.',
  ],
  'refusal.training.code_taken': ['代码“{code}”已被使用，请换一个。', 'The code “{code}” is taken; choose another.'],
  'refusal.training.person_not_found': ['没有这名在岗人员。', 'There is no such person at work.'],
  ...careerWords,
  ...newcomerWords,
  ...certificateWords,
  ...learningWords,
  ...learnerWords,
  ...contestWords,
  ...screenWords,
  ...sessionWords,
} satisfies Words
