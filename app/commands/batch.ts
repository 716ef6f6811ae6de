import { Refusal } from '#lib/refusal'
import { say, type Words } from '#lib/words'
import { planWords } from '../../modules/product/plan-words.ts'

/** What stands in the place of a case that could not be answered. */
export type CaseError = { error: { code: string; message: string } }

/**
 * Answers one case or an array of cases: an object in gives an object out, an array an array. A bad case gives its error in
 * its place and the others are answered; a fault of ours is such an error too, so that it costs one case and not the batch.
 */
export function batch<Answer>(input: unknown, answer: (input: unknown) => Answer, words: Words = planWords): unknown {
  return Array.isArray(input) ? input.map(one => answered(one, answer, words)) : answered(input, answer, words)
}

/** The answer to one case, or its error. */
export function answered<Answer>(
  input: unknown,
  answer: (input: unknown) => Answer,
  words: Words = planWords,
): Answer | CaseError {
  try {
    return answer(input)
  } catch (error) {
    return { error: problemOf(error, words) }
  }
}

function problemOf(error: unknown, words: Words): CaseError['error'] {
  if (!(error instanceof Refusal))
    return {
      code: 'platform.internal',
      message: `程序出错。 The program failed on this case: ${(error as Error).message}`,
    }
  const word = words[`refusal.${error.code}`]
  const where = error.field ? ` (${error.field})` : ''
  if (!word) return { code: error.code, message: `${error.code}${where}` }
  return { code: error.code, message: `${say(word, 'zh', error.facts)} ${say(word, 'en', error.facts)}${where}` }
}
