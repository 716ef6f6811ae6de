import type { AnySchema } from '@orpc/contract'
import { ORPCError, ValidationError } from '@orpc/contract'
import type { Problem } from '#lib/problem'
import { Refusal, statusOf } from '#lib/refusal'
import { type Language, say, type Word, type Words } from '#lib/words'

type Issue = { code?: string; message: string; path?: PropertyKey[]; [fact: string]: unknown }

/** Turns any error of an operation into a problem, and says whether it is our bug (to be logged) or an expected no. */
export function problemOf(
  error: unknown,
  words: Words,
  language: Language,
  inputSchema?: AnySchema,
): { problem: Problem; bug: boolean } {
  const refusal = asRefusal(error)
  if (refusal) {
    const word = words[`refusal.${refusal.code}`] ?? words['refusal.platform.unknown']!
    const fields = refusal.field
      ? [{ path: refusal.field, label: labelAt(inputSchema, refusal.field.split('.'), language, words), message: '' }]
      : []
    const detail = say(word, language, translated(refusal.facts, words, language))
    for (const field of fields) field.message = detail
    return { problem: problem(refusal.code, detail, words, language, refusal.facts, fields), bug: false }
  }
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    const fields = (error.cause.issues as unknown as Issue[]).flatMap(issue =>
      fieldsOf(issue, words, language, inputSchema),
    )
    const detail = fields
      .map(field => `${field.label}${language === 'zh' ? '：' : ': '}${field.message}`)
      .join(language === 'zh' ? '；' : '; ')
    return { problem: problem('platform.invalid_input', detail, words, language, {}, fields), bug: false }
  }
  if (error instanceof ORPCError && error.status < 500) {
    const code = error.status === 404 ? 'platform.not_found' : 'platform.invalid_input'
    return { problem: problem(code, say(words[`refusal.${code}`]!, language), words, language, {}, []), bug: false }
  }
  return {
    problem: {
      ...problem('platform.bug', say(words['refusal.platform.bug']!, language), words, language, {}, []),
      status: 500,
    },
    bug: true,
  }
}

function problem(
  code: string,
  detail: string,
  words: Words,
  language: Language,
  facts: Record<string, unknown>,
  fields: Problem['fields'],
): Problem {
  const title = words[`refusal.${code}.title`] ?? words['refusal.title']!
  return {
    type: `urn:chedai:${code}`,
    title: say(title, language),
    status: statusOf(code),
    code,
    detail,
    facts,
    fields,
  }
}

/** What a lost race in the database means: a unique key was taken first, or the row changed under us. */
const refusalBySqlState: Readonly<Record<string, string>> = {
  '23505': 'platform.conflict',
  '40001': 'platform.busy',
  '40P01': 'platform.busy',
}

function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  const state = (error as { code?: unknown })?.code
  const code = typeof state === 'string' ? refusalBySqlState[state] : undefined
  return code ? new Refusal(code) : null
}

/** Facts whose value is itself a word key (a state, a permission) are said in the reader's language. */
export function translated(facts: Record<string, unknown>, words: Words, language: Language): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' && words[value] ? say(words[value], language) : value,
    ]),
  )
}

function fieldsOf(issue: Issue, words: Words, language: Language, schema?: AnySchema): Problem['fields'] {
  const path = (issue.path ?? []).map(String)
  const key = issue.message.startsWith('problem.') ? issue.message : `problem.${issue.code ?? 'invalid'}`
  const specific =
    issue.code === 'invalid_type' && /received undefined/.test(issue.message) ? 'problem.missing' : undefined
  const bounds = issue.code === 'too_small' || issue.code === 'too_big' ? `${key}.${String(issue.origin)}` : key
  const word = words[specific ?? bounds] ?? words[key] ?? words['problem.invalid']!
  const message = say(word, language, { minimum: issue.minimum, maximum: issue.maximum, keys: issue.keys })
  return [{ path: path.join('.'), label: labelAt(schema, path, language, words), message }]
}

/**
 * Finds the name people know a field by, walking the zod schema along the path. A refusal may be about a field of the
 * record that is no input of this operation; then the house's word for the name (`field.<name>`) serves.
 */
function labelAt(schema: unknown, path: string[], language: Language, words: Words): string {
  const word = labelWordAt(schema, path, words)
  return word ? say(word, language) : (path.at(-1) ?? (language === 'zh' ? '输入' : 'input'))
}

/** The word people know a field by: its own label, else the house's word for its name; null when there is neither. */
export function labelWordAt(schema: unknown, path: readonly string[], words: Words): Word | null {
  let current = schema as ZodLike | undefined
  for (const part of path) {
    current = unwrap(current)
    const def = current?._zod?.def
    current = def?.shape?.[part] ?? (/^\d+$/.test(part) ? def?.element : undefined)
  }
  for (let look = current; look; look = inner(look)) {
    const word = look.meta?.()?.label
    if (word) return word
  }
  return words[`field.${path.at(-1)}`] ?? null
}

type ZodLike = {
  meta?: () => { label?: Word } | undefined
  _zod?: { def?: { shape?: Record<string, ZodLike>; element?: ZodLike; innerType?: ZodLike; in?: ZodLike } }
}

function inner(schema: ZodLike): ZodLike | undefined {
  return schema._zod?.def?.innerType ?? schema._zod?.def?.in
}

function unwrap(schema: ZodLike | undefined): ZodLike | undefined {
  let current = schema
  while (current && !current._zod?.def?.shape && !current._zod?.def?.element) {
    const next = inner(current)
    if (!next) break
    current = next
  }
  return current
}
