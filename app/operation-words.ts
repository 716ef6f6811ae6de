import { isContractProcedure } from '@orpc/contract'
import type { OperationMeta } from '#lib/operation'
import type { Word, Words } from '#lib/words'
import { contract } from './contract.ts'

/** `中文 · English` as a word. */
export const wordOf = (summary: string): Word => {
  const [zh = '', en = zh] = summary.split(' · ')
  return [zh, en]
}

/** Every operation of the contracts with its name for the audit trail (`POST /path`) and its schemas. */
export function everyOperation() {
  return Object.entries(contract as Record<string, Record<string, unknown>>).flatMap(([module, operations]) =>
    Object.entries(operations).flatMap(([key, procedure]) => {
      if (!isContractProcedure(procedure)) return []
      const { route, meta, inputSchema, outputSchema } = procedure['~orpc']
      const [method, path] = [route.method ?? 'POST', route.path ?? '']
      const name = `${method} ${path}`
      const summary = route.summary ?? ''
      return [{ module, key, name, method, path, summary, meta: meta as OperationMeta, inputSchema, outputSchema }]
    }),
  )
}

/** Every command as a word, for notices and refusals that name one: `operation.POST /path`. */
export const operationWords: Words = Object.fromEntries(
  everyOperation()
    .filter(({ method }) => method !== 'GET')
    .map(({ name, summary }) => [`operation.${name}`, wordOf(summary)]),
)
