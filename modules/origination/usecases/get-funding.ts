import { must } from '#lib/assert'
import { toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import { say, type Word } from '#lib/words'
import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { pastWall } from '#platform/wall'
import type { api } from '../api.ts'
import { fundingView } from '../funding-view.ts'
import { refusalSentence } from '../sentence.ts'
import { applicationByKey } from '../store/application.ts'
import { fundingByKey } from '../store/funding.ts'
import { words } from '../words.ts'
import { fundingChecks } from './check-funding.ts'
import { loadCase } from './load-case.ts'
import { readerOf } from './reader.ts'

/** One request for money with every check before paying. @throws Refusal origination.funding_not_found */
export async function getFunding(
  ctx: Context,
  { id }: Input<typeof api.getFunding>,
): Promise<Output<typeof api.getFunding>> {
  const funding = await fundingByKey(ctx.sql, toKey(id))
  refuseUnless(funding, 'origination.funding_not_found')
  const row = must(await applicationByKey(ctx.sql, funding.applicationKey), 'a request has its application')
  ctx.rights.check('origination.funding.read', row)
  const [named] = await answered.withNames(ctx, [funding])
  const one = await loadCase(ctx, row)
  const said = words as Readonly<Record<string, Word>>
  const checks = await pastWall(ctx.sql, () => fundingChecks(ctx, one))
  return {
    ...fundingView(named!, await readerOf(ctx)),
    payee: one.dealer && {
      name: one.dealer.accountName,
      account: ctx.rights.shows('party.dealer.account', one.dealer) === 'withheld' ? null : one.dealer.accountMasked,
      bankName: one.dealer.bankName,
      frozen: one.dealer.state === 'frozen',
    },
    checks: checks.map(({ code, ok, facts }) => ({
      code,
      ok,
      sentence: ok ? say(said[`${code}.held`]!, ctx.language) : refusalSentence(code, facts, ctx.language),
    })),
  }
}
