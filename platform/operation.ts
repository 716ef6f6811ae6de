import type {
  AnyContractProcedure,
  AnyContractRouter,
  AnySchema,
  ContractProcedure,
  ErrorMap,
  InferSchemaInput,
  InferSchemaOutput,
} from '@orpc/contract'
import { implement, type Router } from '@orpc/server'
import type { OperationMeta } from '#lib/operation'
import type { Context } from './context.ts'
import type { HeldAnswer } from './held.ts'
import { checkText } from './text.ts'
import { type Call, runCommand, runQuery, type Spine } from './write-path.ts'

/** What oRPC hands each call: the house's spine and the call's own facts. */
export type RequestContext = { spine: Spine; call: Call; held?: HeldAnswer }

type AnyContract = ContractProcedure<AnySchema, AnySchema, ErrorMap, OperationMeta>

/** The parsed input of an operation, as its use case gets it. */
export type Input<C extends AnyContractProcedure> =
  C extends ContractProcedure<infer S, AnySchema, ErrorMap, OperationMeta> ? InferSchemaOutput<S> : never

/** What an operation's use case returns; the contract's output schema turns it into JSON. */
export type Output<C extends AnyContractProcedure> =
  C extends ContractProcedure<AnySchema, infer S, ErrorMap, OperationMeta> ? InferSchemaInput<S> : never

/** Binds a contract to a use case that changes something. */
export function command<C extends AnyContract>(
  contract: C,
  useCase: (ctx: Context, input: Input<C>) => Promise<Output<C>>,
) {
  return bind(contract, useCase, runCommand)
}

/** Binds a contract to a use case that only reads. */
export function query<C extends AnyContract>(
  contract: C,
  useCase: (ctx: Context, input: Input<C>) => Promise<Output<C>>,
) {
  return bind(contract, useCase, runQuery)
}

function bind<C extends AnyContract>(
  contract: C,
  useCase: (ctx: Context, input: Input<C>) => Promise<Output<C>>,
  run: typeof runCommand,
) {
  const { meta, route } = contract['~orpc']
  const called = { name: `${route.method} ${route.path}`, permission: meta.permission }
  const procedure = implement(contract as AnyContract)
    .$context<RequestContext>()
    .handler(({ context, input }: { context: RequestContext; input: unknown }) => {
      checkText(input)
      return run(context.spine, context.call, called, input as Input<C>, useCase)
    })
  useCases.set(procedure, useCase as UseCase)
  return procedure
}

type UseCase = (ctx: Context, input: unknown) => Promise<unknown>
const useCases = new WeakMap<object, UseCase>()

/** The use case behind a bound operation: for running it again inside a transaction that is open already. */
export function useCaseOf(procedure: object): UseCase | undefined {
  return useCases.get(procedure)
}

export type Routes = Router<AnyContractRouter, RequestContext>
