import type { z } from 'zod'
import type { Word } from '#lib/words'

/** As much of a parameter's schema as its form and its picture need. */
export type Shape =
  | { kind: 'fields'; fields: { name: string; word: Word | null; shape: Shape }[] }
  | { kind: 'list'; of: Shape }
  | { kind: 'choice'; choices: string[] }
  | { kind: 'whole'; unit: string | null }
  | { kind: 'text'; unit: string | null }

type Inside = {
  type: string
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  entries?: Record<string, string>
}

/** Reads the shape of a value off its schema. */
export function shapeOf(schema: z.ZodType): Shape {
  const { type, shape, element, entries } = schema._zod.def as unknown as Inside
  const meta = (schema.meta() ?? {}) as { unit?: string; label?: Word }
  const unit = meta.unit ?? null
  if (type === 'object') {
    const fields = Object.entries(shape ?? {}).map(([name, field]) => ({
      name,
      word: ((field.meta() ?? {}) as { label?: Word }).label ?? null,
      shape: shapeOf(field),
    }))
    return { kind: 'fields', fields }
  }
  if (type === 'array') return { kind: 'list', of: shapeOf(element!) }
  if (type === 'enum') return { kind: 'choice', choices: Object.values(entries ?? {}) }
  return type === 'number' ? { kind: 'whole', unit } : { kind: 'text', unit }
}
