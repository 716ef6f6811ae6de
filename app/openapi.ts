import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { OperationMeta } from '#lib/operation'
import { statusOf } from '#lib/refusal'
import type { Word } from '#lib/words'
import { contract } from './contract.ts'
import { words } from './modules.ts'
import { operationsOf } from './operations.ts'

/** The parts of a JSON schema that hold other schemas, and what a reader is told of it. */
export type Schema = {
  title?: string
  description?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  additionalProperties?: Schema | boolean
}
type Content = Record<string, { schema: Schema }>
export type OperationObject = {
  operationId?: string
  summary?: string
  description?: string
  parameters?: { name: string; in: string; description?: string; schema: Schema }[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; content?: Content }>
}
export type Document = {
  openapi: string
  paths: Record<string, Record<string, OperationObject>>
  components: Record<string, Record<string, unknown>>
}

/** OpenAPI 3.1 of every operation: what each does, what each field means, what it answers and why it may refuse. */
export async function openapiDocument(): Promise<Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = (await generator.generate(contract, {
    info: { title: 'chedai 车贷', version: '0.1.0', description: introduction },
    servers: [{ url: '/api' }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'As sign-in hands it out' } },
    },
    security: [{ token: [] }],
  })) as unknown as Document
  document.components.schemas = { ...document.components.schemas, Problem: problemSchema }
  for (const { module, method, path, meta, hasInput } of operationsOf(contract)) {
    const operation = document.paths[path]![method.toLowerCase()]!
    for (const parameter of operation.parameters ?? []) {
      parameter.description ??= meaningOf(parameter.name, module, parameter.schema)
      describe(parameter.schema, module)
    }
    for (const { schema } of contents(operation.requestBody?.content)) describe(schema, module)
    for (const { schema } of contents(operation.responses['200']?.content)) describe(schema, module)
    operation.responses = { ...answers(operation, method), ...refusals(meta, method, hasInput) }
  }
  return document
}

const introduction = `Every operation of the auto-loan team. Money is a decimal string of yuan, rates are decimal strings, days are YYYY-MM-DD, instants are UTC.

Every command takes \`idempotency-key\` (the same key, the same answer, one effect) and \`x-dry-run: 1\` (answered in full, nothing kept). A command that a rule holds for a second person answers 202 with \`platform.held\` and the held change in \`facts\`; \`x-reason\` (percent-encoded) says why it is asked. \`x-language\` is \`zh\` or \`en\`. A refusal is an RFC 9457 problem whose \`code\` is stable.`

const contents = (content: Content | undefined) => Object.values(content ?? {})

/** Gives every field below the schema its meaning: its own label, else the module's word for it, else the house's. */
function describe(schema: Schema, module: string): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const meaning = meaningOf(name, module, field)
    if (meaning) field.description ??= meaning
    describe(field, module)
  }
  const { items, additionalProperties } = schema
  for (const inner of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    describe(inner, module)
  if (items) describe(items, module)
  if (typeof additionalProperties === 'object') describe(additionalProperties, module)
}

const said = ([zh, en]: Word) => `${zh} · ${en}`

function meaningOf(name: string, module: string, schema: Schema): string | undefined {
  const own = schema.description ?? schema.title
  if (own) return own
  const known = moduleWords.get(`${module}.${name}`) ?? words[`field.${name}`]
  return known && said(known)
}

/** The words of a module that name a field of one of its nouns (`<module>.<noun>.<field>`), the first noun's first. */
const moduleWords = new Map<string, Word>()
for (const [key, word] of Object.entries(words)) {
  const [module, , field, more] = key.split('.')
  const name = `${module}.${field}`
  if (field && !more && !/[{}]/.test(word[0]) && !words[`field.${field}`] && !moduleWords.has(name))
    moduleWords.set(name, word)
}

/** What success looks like. */
function answers({ responses, summary }: OperationObject, method: string): OperationObject['responses'] {
  const done = responses['200'] ?? { description: '' }
  const waits = {
    description: `\`platform.held\` ${said(words['platform.held']!)}`,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } as Schema } },
  }
  return { 200: { ...done, description: summary ?? '' }, ...(method === 'GET' ? {} : { 202: waits }) }
}

/** Every refusal the operation may answer with, by status, each code with its sentences. */
function refusals(meta: OperationMeta, method: string, hasInput: boolean): OperationObject['responses'] {
  const codes = new Set([
    ...(hasInput ? ['platform.invalid_input'] : []),
    ...(meta.permission === 'public' ? [] : ['platform.not_signed_in']),
    ...(meta.permission === 'public' || meta.permission === 'self' ? [] : ['authority.not_permitted']),
    ...(method === 'GET' ? [] : ['platform.idempotency_key_reused', 'platform.conflict', 'platform.too_large']),
    'platform.busy',
    ...meta.refuses,
  ])
  const byStatus = new Map<number, string[]>()
  for (const code of codes) byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code])
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.map(code => `\`${code}\` ${said(words[`refusal.${code}`] ?? ['', ''])}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } as Schema } },
      },
    ]),
  )
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem',
  required: ['type', 'title', 'status', 'code', 'detail', 'fields'],
  properties: {
    type: { type: 'string', description: '`urn:chedai:` and the code' },
    title: { type: 'string', description: 'What was not done, in the language asked for' },
    status: { type: 'integer', description: 'The HTTP status' },
    code: { type: 'string', description: 'The refusal’s stable code' },
    detail: { type: 'string', description: 'The sentence for people, in the language asked for' },
    facts: { type: 'object', description: 'What the sentence was filled with; never personal data' },
    fields: {
      type: 'array',
      description: 'The input fields it is about',
      items: {
        type: 'object',
        properties: {
          path: { type: 'string', description: 'Dotted path in the input' },
          label: { type: 'string', description: 'The name people know the field by' },
          message: { type: 'string', description: 'What is wrong with it' },
        },
      },
    },
  },
}
