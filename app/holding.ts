import type { AnySchema } from '@orpc/contract'
import { type HouseFacts, type HouseOperation, learnHouse, type OperationField } from '#authority'
import { must } from '#lib/assert'
import type { Context } from '#platform/context'
import { useCaseOf } from '#platform/operation'
import { labelWordAt } from '#platform/problem'
import { modules, words } from './modules.ts'
import { everyOperation, wordOf } from './operation-words.ts'

type Read = {
  permission: string
  noun: string
  /** Whether an identifier of this prefix can name a record at all. */
  names(id: string): boolean
  read(ctx: Context, id: string): Promise<unknown>
}
type Shape = {
  _zod?: { def: Record<string, unknown> & { type: string } }
  meta?: () => { examples?: unknown[] } | undefined
}

/** Tells the trunk what the house above it can do, and how each kind of record is read. */
export function tellHouse(permissions: readonly string[]): void {
  const operations = new Map<string, HouseOperation>()
  const readers = new Map<string, Read>()
  const collections = new Map<string, string>()
  for (const { module, key, name, method, path, summary, meta, inputSchema, outputSchema } of everyOperation()) {
    const routes = modules.find(one => one.name === module)?.routes as Record<string, object> | undefined
    const useCase = routes?.[key] && useCaseOf(routes[key])
    if (!useCase) continue
    if (method === 'GET') {
      const { permission } = meta
      const nounOf = (prefix: string) => [`${module}.${prefix}`, module].find(key => words[key] !== undefined) ?? module
      const prefix = /\/\{id\}$/.test(path) ? prefixOf(inputSchema) : null
      if (prefix && !readers.has(prefix))
        readers.set(prefix, {
          permission,
          noun: nounOf(prefix),
          names: id => idShape.test(id),
          read: async (ctx, id) => shown(outputSchema, await useCase(ctx, { id })),
        })
      const coded = /\/\{code\}$/.test(path) ? /^get([A-Z]\w+)$/.exec(key)?.[1]?.toLowerCase() : undefined
      if (coded) {
        collections.set(path.slice(0, -'/{code}'.length), coded)
        readers.set(`${coded}:`, {
          permission,
          noun: nounOf(coded),
          names: id => accepts(inputSchema, { code: codeOf(id) }),
          read: async (ctx, id) => shown(outputSchema, await useCase(ctx, { code: codeOf(id) })),
        })
      }
    } else if (!path.startsWith('/authority/held') && !path.startsWith('/authority/same-person')) {
      operations.set(name, {
        name,
        summary: wordOf(summary),
        permission: meta.permission,
        fields: fieldsOf(inputSchema),
        label: at => labelWordAt(inputSchema, at.split('.'), words),
        recordOf: input => codedRecord(collections, path, input),
        run: useCase,
      })
    }
  }
  const readerOf = (id: string) => {
    const reader = readers.get(id.includes(':') ? id.slice(0, id.indexOf(':') + 1) : id.slice(0, id.lastIndexOf('_')))
    return reader?.names(id) ? reader : undefined
  }
  const facts: HouseFacts = {
    operations,
    permissions,
    nounOf: id => readerOf(id)?.noun ?? 'authority.about',
    readable: id => readerOf(id) !== undefined,
    async readRecord(ctx, id) {
      const reader = must(readerOf(id), `no operation shows ${id}`)
      if (reader.permission !== 'self') ctx.rights.check(reader.permission)
      return reader.read(ctx, id)
    },
  }
  learnHouse(facts)
}

const idShape = /^[a-z]+_[0-9a-hjkmnp-tv-z]{13}$/

/** What is known by a code, not by an identifier, is named `course:credit-policy`. */
const codeOf = (id: string) => id.slice(id.indexOf(':') + 1)

/** The record a command is about where it names it by code: the noun of the collection its path stands in. */
function codedRecord(collections: ReadonlyMap<string, string>, path: string, input: unknown): string | null {
  const code = (input as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return null
  const found = [...collections].find(([collection]) => path === collection || path.startsWith(`${collection}/{code}`))
  return found ? `${found[1]}:${code}` : null
}

function accepts(schema: AnySchema | undefined, input: unknown): boolean {
  const result = schema?.['~standard'].validate(input)
  return result !== undefined && !(result instanceof Promise) && !result.issues
}

/** What the API would answer: the use case's output through the contract. */
async function shown(schema: AnySchema | undefined, output: unknown): Promise<unknown> {
  if (!schema) return output
  const result = await schema['~standard'].validate(output)
  return result.issues ? output : result.value
}

/** The type of record an operation reads: the prefix its `id` shows in its example. */
function prefixOf(schema: unknown): string | null {
  const field = ((schema as Shape | undefined)?._zod?.def.shape as Record<string, Shape> | undefined)?.id
  const example = field?.meta?.()?.examples?.[0]
  return typeof example === 'string' && idShape.test(example) ? example.slice(0, example.lastIndexOf('_')) : null
}

/** The fields a condition may look at: everything labelled, down to two levels. */
function fieldsOf(schema: unknown, path: string[] = []): OperationField[] {
  const { def } = plain(schema as Shape)?._zod ?? {}
  if (def?.type !== 'object' || path.length > 2) return []
  return Object.entries(def.shape as Record<string, Shape>).flatMap(([name, field]) => {
    const at = [...path, name]
    const label = labelWordAt(schema, [name], words)
    const below = fieldsOf(field, at)
    const own = label && below.length === 0 ? [{ path: `input.${at.join('.')}`, label, kind: kindOf(field) }] : []
    return [...own, ...below]
  })
}

function plain(schema: Shape | undefined): Shape | undefined {
  const def = schema?._zod?.def
  const inner = (def?.innerType ?? (def?.type === 'pipe' ? def.in : undefined)) as Shape | undefined
  return inner ? plain(inner) : schema
}

function kindOf(schema: Shape): OperationField['kind'] {
  const inner = plain(schema)
  const type = inner?._zod?.def.type
  if (inner?.meta?.()?.examples?.[0] === '1000.00' || schema.meta?.()?.examples?.[0] === '1000.00') return 'money'
  return type === 'string' || type === 'enum' ? 'text' : 'other'
}
