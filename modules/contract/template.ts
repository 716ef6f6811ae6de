import type { StateTable } from '#lib/state'
import { type ContractHole, contractHoles } from './holes.ts'

/** Who lends, as the contract names it. */
export type Lender = { name: string; creditCode: string; address: string; phone: string }

/** A numbered article of the contract; its paragraphs are numbered in turn. */
export type Article = { heading: string; paragraphs: string[] }

/** The words of the contract as data. Holes such as `{principal}` are filled from the contract's own figures. */
export type TemplateBody = {
  title: string
  lender: Lender
  /** What the borrower must notice first, in a frame before the articles. */
  notice: string[]
  articles: Article[]
  /** What stands under the all-in cost form, before the borrower's signature. */
  costStatement: string[]
}

export type TemplateState = 'draft' | 'published' | 'discarded'
/** A template's life: like every rule that binds people, published by someone who did not write it. */
export const templateStates: StateTable<TemplateState, 'publish' | 'discard'> = {
  draft: { publish: 'published', discard: 'discarded' },
  published: {},
  discarded: {},
}

/** What is wrong with a template: which text, and which hole nothing fills or which duty nobody mentions. */
export type TemplateFault = { code: 'unknown_hole' | 'missing_hole'; where: string; hole: string }

/** Holes without which the contract would not say what the law wants said: amount, rate, true cost, penalty, mortgage, payee. */
const needed: readonly ContractHole[] = [
  'principalInWords',
  'simpleRate',
  'penaltyRate',
  'vin',
  'payeeName',
  'allocationOrder',
]
/** One of these must be there: the rate alone, or the whole rule by which it is fixed or floats. */
const rateHoles: readonly ContractHole[] = ['annualRate', 'rateRule']

/** Looks a template over. */
export function templateFaults(body: TemplateBody): TemplateFault[] {
  const faults: TemplateFault[] = []
  const used = new Set<string>()
  for (const { where, text } of textsOf(body)) {
    for (const hole of holesIn(text)) {
      used.add(hole)
      if (!(contractHoles as readonly string[]).includes(hole)) faults.push({ code: 'unknown_hole', where, hole })
    }
  }
  for (const hole of needed) if (!used.has(hole)) faults.push({ code: 'missing_hole', where: '', hole })
  if (!rateHoles.some(hole => used.has(hole))) faults.push({ code: 'missing_hole', where: '', hole: 'rateRule' })
  return faults
}

/** Which of some holes a template has no place for. */
export function holesLacking(body: TemplateBody, wanted: readonly ContractHole[]): ContractHole[] {
  const used = new Set(textsOf(body).flatMap(({ text }) => holesIn(text)))
  return wanted.filter(hole => !used.has(hole))
}

/** Every text of a template that may have holes, with where it stands. */
export function textsOf(body: TemplateBody): { where: string; text: string }[] {
  return [
    ...body.notice.map((text, index) => ({ where: `notice.${index}`, text })),
    ...body.articles.flatMap((article, index) =>
      article.paragraphs.map((text, part) => ({ where: `articles.${index}.paragraphs.${part}`, text })),
    ),
    ...body.costStatement.map((text, index) => ({ where: `costStatement.${index}`, text })),
  ]
}

/** The names of the holes in a text. */
export function holesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]!)
}

/** 1 → 一, 12 → 十二, 20 → 二十: the number of an article. @throws nothing; from 100 on in digits */
export function chineseNumber(value: number): string {
  const one = '零一二三四五六七八九'
  if (value < 1 || value > 99) return String(value)
  const tens = Math.trunc(value / 10)
  const ones = value % 10
  return `${tens > 1 ? one[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? one[ones] : ''}`
}
