import { traverseContractProcedures } from '@orpc/server'
import type { OperationMeta } from '#lib/operation'
import type { contract } from './contract.ts'

/** One operation of the contracts, as documents and tables need it. */
export type OperationFacts = {
  /** `team.movePerson`. */
  name: string
  module: string
  method: string
  path: string
  summary: string
  meta: OperationMeta
  hasInput: boolean
}

/** Every operation, in the order of the contracts. */
export function operationsOf(router: typeof contract): OperationFacts[] {
  const found: OperationFacts[] = []
  traverseContractProcedures({ router, path: [] }, ({ contract: procedure, path }) => {
    const { meta, route, inputSchema } = procedure['~orpc']
    found.push({
      name: path.join('.'),
      module: path[0]!,
      method: route.method ?? 'POST',
      path: route.path ?? '',
      summary: route.summary ?? '',
      meta: meta as OperationMeta,
      hasInput: inputSchema !== undefined,
    })
  })
  return found
}
