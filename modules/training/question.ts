import { Decimal, parseDecimal } from '#lib/decimal'
import { refuseUnless } from '#lib/refusal'

/** How a question is answered. */
export const questionKinds = ['single', 'multiple', 'true-false', 'number'] as const
export type QuestionKind = (typeof questionKinds)[number]

/** What is right: places in the list of options as written (true-false: 0 is true), or a number and how far off still counts. */
export type Key = { choices: number[] } | { value: string; tolerance: string }

/** What a person answered: places in the list of options as written, or a number as text. */
export type Answer = { choices: number[] } | { value: string }

/** A question as the bank keeps it. */
export type Question = { kind: QuestionKind; options: readonly string[]; answer: Key }

const distinct = (values: readonly unknown[]) => new Set(values).size === values.length

/**
 * Makes sure that a question can be answered and graded.
 * @throws Refusal training.question_options, training.question_answer
 */
export function checkQuestion({ kind, options, answer }: Question): void {
  if (kind === 'number') {
    refuseUnless(options.length === 0, 'training.question_options', {}, 'options')
    const good = 'value' in answer && parseDecimal(answer.value) && parseDecimal(answer.tolerance)?.gte(0)
    refuseUnless(good, 'training.question_answer', {}, 'answer')
    return
  }
  const count = kind === 'true-false' ? 2 : options.length
  const fits = kind === 'true-false' ? options.length === 0 : options.length >= 2 && options.length <= 8
  refuseUnless(fits && distinct(options.map(text => text.trim())), 'training.question_options', {}, 'options')
  const choices = 'choices' in answer ? answer.choices : []
  const inside = choices.every(place => place >= 0 && place < count) && distinct(choices)
  const many = kind === 'multiple' ? choices.length >= 1 : choices.length === 1
  refuseUnless(inside && many, 'training.question_answer', {}, 'answer')
}

/** The order in which the options are shown: shuffled, but true before false. `below(n)` draws a whole number from 0 to n − 1. */
export function shownOrder(question: Question, below: (n: number) => number): number[] {
  if (question.kind === 'true-false') return [0, 1]
  return shuffled(
    question.options.map((_, place) => place),
    below,
  )
}

/** The same items in random order (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], below: (n: number) => number): T[] {
  const out = [...items]
  for (let last = out.length - 1; last > 0; last -= 1) {
    const other = below(last + 1)
    const kept = out[last]!
    out[last] = out[other]!
    out[other] = kept
  }
  return out
}

/** Reads an answer given in shown places back into places as written. @throws Refusal training.answer_shape when it fits no option. */
export function answerOf(kind: QuestionKind, shown: readonly number[], given: Answer): Answer {
  if (kind === 'number') {
    refuseUnless('value' in given && parseDecimal(given.value.trim()), 'training.answer_shape', {}, 'answer')
    return { value: given.value.trim() }
  }
  const places = 'choices' in given ? given.choices : []
  const good = distinct(places) && places.every(place => shown[place] !== undefined)
  refuseUnless(good && (kind === 'multiple' || places.length <= 1), 'training.answer_shape', {}, 'answer')
  return { choices: places.map(place => shown[place]!).sort((a, b) => a - b) }
}

/** 100 when the answer is exactly right, else 0; nothing answered is 0. */
export function gradeAnswer(key: Key, answer: Answer | null): number {
  if (!answer) return 0
  if ('value' in key) {
    if (!('value' in answer)) return 0
    return new Decimal(answer.value).minus(key.value).abs().lte(key.tolerance) ? 100 : 0
  }
  if (!('choices' in answer) || answer.choices.length !== key.choices.length) return 0
  return key.choices.every(place => answer.choices.includes(place)) ? 100 : 0
}

/** How a contest of a question stands: `upheld` makes the question void, `rejected` leaves it. */
export const contestStates = ['open', 'upheld', 'rejected'] as const
export type ContestState = (typeof contestStates)[number]

/** What the figures of a question say about it. */
export const itemRemarks = ['few', 'easy', 'hard', 'blunt', 'inverted'] as const
export type ItemRemark = (typeof itemRemarks)[number]

/**
 * Reads a question's statistics: `share` right of `asked` answers, and `discrimination`, the correlation between getting it
 * right and the score on the other questions (corrected point-biserial). Under 20 answers it says so; the bounds are those
 * customary in classical test theory (0.95, 0.20 and 0.15). A negative discrimination usually means a wrong key.
 */
export function remarksOn(item: { asked: number; share: number | null; discrimination: number | null }): ItemRemark[] {
  if (item.asked < 20) return ['few']
  const found: ItemRemark[] = []
  if (item.share !== null && item.share > 0.95) found.push('easy')
  if (item.share !== null && item.share < 0.2) found.push('hard')
  if (item.discrimination !== null && item.discrimination < 0) found.push('inverted')
  else if (item.discrimination !== null && item.discrimination < 0.15) found.push('blunt')
  return found
}
