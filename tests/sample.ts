/** Enough of zod's inside to make a valid value of any contract input. */
type Schema = {
  _zod: { def: Record<string, unknown> & { type: string } }
  meta?: () => { examples?: unknown[] } | undefined
}

/** A value the schema accepts: the example of its meta where it has one, else the plainest of its type. Optional fields stay out. */
export function sampleOf(schema: unknown): unknown {
  const { _zod, meta } = schema as Schema
  const example = meta?.call(schema)?.examples?.[0]
  if (example !== undefined) return example
  const { def } = _zod
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape as Record<string, Schema>)
          .filter(([, field]) => !['optional', 'default', 'prefault'].includes(field._zod.def.type))
          .map(([name, field]) => [name, sampleOf(field)]),
      )
    case 'array':
      return minimumOf(def) > 0 ? Array.from({ length: minimumOf(def) }, () => sampleOf(def.element)) : []
    case 'enum':
      return Object.values(def.entries as Record<string, string>)[0]
    case 'literal':
      return (def.values as unknown[])[0]
    case 'nullable':
      return null
    case 'union':
      return sampleOf((def.options as unknown[])[0])
    case 'pipe':
      return sampleOf(def.in)
    case 'optional':
    case 'default':
    case 'readonly':
    case 'nonoptional':
      return sampleOf(def.innerType)
    case 'number':
      return Math.max(1, minimumOf(def))
    case 'boolean':
      return false
    case 'record':
      return {}
    case 'file':
      return new File(['sample'], 'sample.txt', { type: 'text/plain' })
    default:
      return 'sample'
  }
}

function minimumOf(def: Record<string, unknown>): number {
  const checks = (def.checks ?? []) as { _zod: { def: { check: string; minimum?: number; value?: number } } }[]
  return checks
    .map(check => check._zod.def)
    .reduce(
      (most, check) => Math.max(most, check.minimum ?? (check.check === 'greater_than' ? (check.value ?? 0) : 0)),
      0,
    )
}
