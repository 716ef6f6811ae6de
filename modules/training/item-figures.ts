import type { Answer } from './question.ts'

/** One answer to a question, and how well the person did on the rest of that exam (null: nothing else was asked). */
export type Given = { answer: Answer | null; others: number | null }

/** How often each option was chosen, by all and by the outer thirds; `third` is how many answers each of them has. */
export type OptionFigures = {
  unanswered: number
  third: number
  options: { chosen: number; best: number; weakest: number }[]
  numbers: { value: string; count: number }[]
}

/**
 * What the answers say option by option. The best and the weakest third are cut by the score on the other questions (ties go by
 * order of arrival), as item analysis does: a wrong option that the best third chooses is usually right as well.
 * @param options how many there are; 0 for a question answered with a number
 */
export function optionFigures(given: readonly Given[], options: number): OptionFigures {
  const ranked = given.filter(one => one.others !== null).sort((a, b) => b.others! - a.others!)
  const third = Math.floor(ranked.length / 3)
  const best = new Set(ranked.slice(0, third))
  const weakest = new Set(third === 0 ? [] : ranked.slice(-third))
  const chose = (one: Given, place: number) =>
    one.answer !== null && 'choices' in one.answer && one.answer.choices.includes(place)
  const numbers = new Map<string, number>()
  for (const { answer } of given)
    if (answer && 'value' in answer) numbers.set(answer.value, (numbers.get(answer.value) ?? 0) + 1)
  return {
    unanswered: given.filter(one => one.answer === null).length,
    third,
    options: Array.from({ length: options }, (_, place) => ({
      chosen: given.filter(one => chose(one, place)).length,
      best: given.filter(one => best.has(one) && chose(one, place)).length,
      weakest: given.filter(one => weakest.has(one) && chose(one, place)).length,
    })),
    numbers: [...numbers]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, 5),
  }
}
