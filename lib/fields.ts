import { z } from 'zod'
import { type Day, type Instant, parseDay } from './day.ts'
import { type Id, parseId } from './id.ts'
import { formatYuan, type Money, parseYuan } from './money.ts'
import { parseRate, type Rate } from './rate.ts'
import type { Word } from './words.ts'

/**
 * The field types of every contract. Each carries `label`, the name people know the field by, so that a refusal of bad
 * input can name it in their language. `problem` on an issue is a code in `lib/problems.ts`.
 */
declare module 'zod' {
  interface GlobalMeta {
    label?: Word
  }
}

/** Names a field for people: `label(z.string(), '姓名', 'Name')`. */
export function label<T extends z.ZodType>(schema: T, zh: string, en: string): T {
  return schema.meta({ ...schema.meta(), label: [zh, en] as const, title: `${zh} ${en}` }) as T
}

/** A required line of text, trimmed, 1–`max` characters. */
export function text(max = 200) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .meta({ examples: ['示例'] })
}

/** An identifier of the given type. */
export function id<Prefix extends string>(prefix: Prefix): z.ZodType<Id<Prefix>, string> {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{13}$`), { message: 'problem.id' })
    .refine(value => parseId(prefix, value) !== null, { message: 'problem.id' })
    .meta({ examples: [`${prefix}_0000000000001`] }) as unknown as z.ZodType<Id<Prefix>, string>
}

/** An identifier going out: already branded. */
export function idOut<Prefix extends string>(_prefix: Prefix): z.ZodType<Id<Prefix>, Id<Prefix>> {
  return z.string() as unknown as z.ZodType<Id<Prefix>, Id<Prefix>>
}

/** A calendar day coming in. */
export function dayIn() {
  return z
    .string()
    .refine(value => parseDay(value) !== null, { message: 'problem.day' })
    .transform(value => value as Day)
    .meta({ examples: ['2026-03-02'] })
}

/** A calendar day going out. */
export function dayOut() {
  return z.string() as unknown as z.ZodType<Day, Day>
}

/** An instant going out. */
export function instantOut() {
  return z.string() as unknown as z.ZodType<Instant, Instant>
}

/** Yuan coming in as text, at most two decimals: fen inside. */
export function moneyIn() {
  return z
    .string()
    .refine(value => parseYuan(value) !== null, { message: 'problem.money' })
    .transform(value => parseYuan(value) as Money)
    .meta({ examples: ['1000.00'] })
}

/** An amount of yuan coming in that may be nothing, but not less. */
export function notNegativeMoneyIn() {
  return moneyIn()
    .refine(value => value >= 0n, { message: 'problem.not_negative' })
    .meta({ examples: ['1000.00'] })
}

/** A positive amount of yuan coming in. */
export function positiveMoneyIn() {
  return moneyIn()
    .refine(value => value > 0n, { message: 'problem.positive' })
    .meta({ examples: ['1000.00'] })
}

/** Fen inside, yuan text going out. */
export function moneyOut() {
  return z
    .bigint()
    .transform(value => formatYuan(value))
    .pipe(z.string())
}

/** A rate coming in as exact decimal text: `0.048`. */
export function rateIn() {
  return z
    .string()
    .refine(value => parseRate(value) !== null, { message: 'problem.rate' })
    .transform(value => parseRate(value) as Rate)
    .meta({ examples: ['0.048'] })
}

/** A rate going out. */
export function rateOut() {
  return z.string() as unknown as z.ZodType<Rate, Rate>
}

/**
 * A list request: filters of the list's own, free text, sort by a named column, and a key to page from. Pages are by key,
 * never by offset: `after` is the `next` of the page before.
 */
export function listIn<Filter extends z.ZodRawShape>(filter: Filter, sorts: readonly [string, ...string[]]) {
  return z.object({
    ...filter,
    search: z.string().trim().max(100).optional(),
    sort: z.enum(sorts).default(sorts[0]),
    direction: z.enum(['asc', 'desc']).default('desc'),
    after: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
}

/** A page of a list: rows, the key of the next page or null, and how many there are in all within the reader's scope. */
export function pageOut<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), next: z.string().nullable(), total: z.number().int() })
}
