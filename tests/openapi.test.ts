import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#app/contract'
import { type Document, type OperationObject, openapiDocument } from '#app/openapi'
import { operationsOf } from '#app/operations'
import { statusOf } from '#lib/refusal'

describe('/api/openapi.json', () => {
  const known = operationsOf(contract)
  let document: Document
  let operations: { name: string; operation: OperationObject }[]

  beforeAll(async () => {
    document = await openapiDocument()
    operations = known.map(({ name, method, path }) => ({
      name,
      operation: document.paths[path]![method.toLowerCase()]!,
    }))
  })

  it('lists every operation of the contracts, and nothing else', () => {
    expect(document.openapi).toMatch(/^3\.1/)
    const listed = Object.values(document.paths).flatMap(item => Object.values(item).map(one => one.operationId))
    expect(listed.sort()).toEqual(known.map(one => one.name).sort())
    expect(listed.length).toBeGreaterThan(100)
  })

  it('says in both languages what each does', () => {
    for (const { name, operation } of operations) {
      expect(operation.summary, name).toMatch(/[一-龥].* · .*[A-Za-z]/)
      expect(operation.description, name).toMatch(/\S+ \S+/)
    }
  })

  it('gives the shape of each answer', () => {
    for (const { name, operation } of operations) {
      const contents = Object.values(operation.responses['200']?.content ?? {})
      expect(contents.length, name).toBe(1)
      expect(Object.keys(contents[0]!.schema).length, name).toBeGreaterThan(0)
    }
  })

  it('names every refusal of each under its status, with both sentences', () => {
    for (const { name, method, meta, hasInput } of known) {
      const { operation } = operations.find(one => one.name === name)!
      const expected = ['platform.not_signed_in', ...meta.refuses, ...(hasInput ? ['platform.invalid_input'] : [])]
      if (method !== 'GET') expected.push('platform.idempotency_key_reused')
      if (meta.permission !== 'self') expected.push('authority.not_permitted')
      for (const code of expected) {
        const answer = operation.responses[String(statusOf(code))]
        expect(answer?.description, `${name} ${code}`).toMatch(
          new RegExp(`\`${code.replace('.', '\\.')}\` .*[一-龥].* · .*[A-Za-z]`),
        )
        expect(Object.keys(answer!.content!)).toEqual(['application/problem+json'])
      }
    }
  })
})
