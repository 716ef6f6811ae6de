import { z } from 'zod'
import { idOut, label } from '#lib/fields'
import { caseReasons, caseVerdicts } from './case-study.ts'
import { itemRemarks, questionKinds } from './question.ts'

const choices = z.array(z.number().int().min(0).max(20)).max(8)
const CaseDecisionShape = z.object({
  verdict: label(z.enum(caseVerdicts), '结论', 'Verdict'),
  reasons: label(z.array(z.enum(caseReasons)).max(11), '理由', 'Reasons'),
  note: label(z.string().max(1000), '说明', 'Note'),
})
/** What a person answered. */
export const AnswerIn = z.union([
  z.object({ choices }),
  z.object({ value: z.string().max(40) }),
  z.object({ decision: CaseDecisionShape }),
])
/** What is right. */
export const KeyShape = z.union([
  z.object({ choices }),
  z.object({ value: z.string().max(40), tolerance: z.string().max(40) }),
])

/** A question of the bank as those see it who keep the bank, with how it fared. */
export const QuestionRow = z.object({
  id: idOut('question'),
  topic: z.string(),
  kind: z.enum(questionKinds),
  difficulty: z.number().int(),
  stem: z.string(),
  options: z.array(z.string()),
  answer: KeyShape,
  explanation: z.string(),
  source: z.string(),
  retired: z.boolean(),
  asked: z.number().int(),
  share: z.number().nullable(),
  discrimination: z.number().nullable(),
  remarks: z.array(z.enum(itemRemarks)),
})
