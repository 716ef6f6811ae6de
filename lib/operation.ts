import { oc } from '@orpc/contract'
import { statusOf } from './refusal.ts'

/** What the house needs to know of every operation beyond its shape. */
export type OperationMeta = {
  /** `module.noun.verb`; `public` needs no sign-in, `self` needs only a sign-in. */
  permission: string
  /** Refusal codes this operation may answer with, beyond those every operation may. */
  refuses: readonly string[]
}

type OperationOptions = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: `/${string}`
  permission: string
  /** `中文 · English`, one line each: the OpenAPI summary and the command's help. */
  summary: string
  description?: string
  refuses?: readonly string[]
}

const base = oc.$meta<OperationMeta>({ permission: 'none', refuses: [] })

/**
 * Declares one operation: its path, who may call it and what it may refuse. GET reads; every other method is a command
 * and goes through the one write path. The first word of the path is the module and becomes the OpenAPI tag.
 */
export function operation({ method, path, permission, summary, description, refuses = [] }: OperationOptions) {
  const errors = Object.fromEntries(refuses.map(code => [code, { status: statusOf(code), message: code }]))
  return base
    .meta({ permission, refuses })
    .errors(errors)
    .route({
      method,
      path,
      summary,
      description: description ?? summary,
      tags: [path.split('/')[1]!],
    })
}
