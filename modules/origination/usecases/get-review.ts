import { type ApprovalCase, mayDecide, refusalOfVerdict } from '#authority'
import { words as authorityWords } from '#authority/words'
import { reasonsOf } from '#decision'
import { addMonths } from '#lib/day'
import { toId } from '#lib/id'
import type { Money } from '#lib/money'
import { say, type Word } from '#lib/words'
import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { api } from '../api.ts'
import { isReview, type ReviewState } from '../application.ts'
import { yuanWord } from '../money-word.ts'
import { similarCases } from '../store/listing.ts'
import { applicationFor } from './application-for-update.ts'
import { approvalCase } from './approval-case.ts'
import { applicationView } from './get-application.ts'
import { quoteView } from './get-quote.ts'
import { loadCase } from './load-case.ts'
import { heldByOther } from './release-lapsed.ts'

/** Everything a reviewer needs on one page. @throws Refusal origination.application_not_found */
export async function getReview(
  ctx: Context,
  { id }: Input<typeof api.getReview>,
): Promise<Output<typeof api.getReview>> {
  const row = await applicationFor(ctx, id, 'origination.application.read')
  const one = await loadCase(ctx, row)
  const { customer, dealer } = one
  const names = await answered.customerNames(ctx, [row.customerKey])
  const decision = row.decisionKey === null ? null : await reasonsOf(ctx, toId('decision', row.decisionKey))
  const state: ReviewState = isReview(row.state) ? row.state : 'first-review'
  const { facts, exposure } = await approvalCase(ctx, row, state, (row.principal ?? 0n) as Money)
  return {
    application: await applicationView(ctx, one),
    quote: quoteView(ctx, one),
    customer: customer && {
      id: toId('customer', customer.key),
      name: names.get(customer.key) ?? customer.displayName,
      kind: customer.kind,
      age: customer.age,
      monthlyIncome: answered.incomeShown(ctx, customer) ? customer.monthlyIncome : null,
      monthlyDebt: answered.incomeShown(ctx, customer) ? customer.monthlyDebt : null,
      creditConsent: customer.consents['credit-bureau'],
      blacklisted: customer.blacklisted !== null,
    },
    dealer: dealer && { name: dealer.name, grade: dealer.grade, frozen: dealer.state === 'frozen' },
    decision: decision && {
      id: decision.id,
      verdict: decision.verdict,
      ruleSetNumber: decision.ruleSetNumber,
      reasons: decision.reasons.map(({ rule, name, outcome, sentence, unknown }) => ({
        rule,
        name,
        outcome,
        sentence,
        unknown,
      })),
    },
    score: decision?.score ?? null,
    authority: {
      ...(await verdictFor(ctx, facts)),
      exposure: exposure.total,
      group: exposure.group,
      outstanding: exposure.outstanding,
      promised: exposure.promised,
    },
    similar: await similarCases(ctx, row, addMonths(ctx.today, -12)),
    held: (await heldByOther(ctx, row)) ? 'other' : row.claimedBy === ctx.actor.key ? 'mine' : 'free',
    escalations:
      row.state === 'first-review'
        ? ['escalate', 'escalate-to-risk']
        : row.state === 'final-review'
          ? ['escalate-to-risk']
          : [],
  }
}

/** What the kernel says of this reader and this case, in words. */
async function verdictFor(ctx: Context, facts: ApprovalCase) {
  const verdict = await mayDecide(ctx, facts)
  const said = authorityWords as Readonly<Record<string, Word>>
  const word =
    said[`refusal.${verdict.reason}`] ?? said[verdict.reason] ?? (['可独立审批。', 'May decide alone.'] as const)
  const told = {
    ...refusalOfVerdict(verdict).facts,
    exposure: yuanWord(facts.exposure),
    limit: yuanWord(verdict.limit),
  }
  return {
    allow: verdict.allow,
    reason: verdict.reason,
    sentence: say(word, ctx.language, told),
    limit: verdict.limit as Money,
    way: verdict.way,
    missing: verdict.missing,
    rules: verdict.ruleIds,
    signed: (facts.signatures ?? []).length,
  }
}
