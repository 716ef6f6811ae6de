import { contractOf } from '#contract'
import { toId } from '#lib/id'
import { answered } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { parameterOn } from '#reference'
import { agreedPayments } from '../agreed-payment.ts'
import type { api } from '../api.ts'
import { applicationStates, isReview, permissionOf } from '../application.ts'
import { missingToSubmit } from '../completeness.ts'
import { papersMissing, papersNeeded } from '../document.ts'
import { openConditions } from '../review.ts'
import { missingLabel } from '../sentence.ts'
import { eventsOf } from '../store/application.ts'
import { documentsOf } from '../store/document.ts'
import { fundingOf } from '../store/funding.ts'
import { summaryView, vehicleView } from '../view.ts'
import { applicationFor } from './application-for-update.ts'
import { payeeChanged } from './check-funding.ts'
import { type Case, loadCase } from './load-case.ts'
import { readerOf } from './reader.ts'

/** One application with papers, history and what may be done with it. @throws Refusal origination.application_not_found */
export async function getApplication(
  ctx: Context,
  { id }: Input<typeof api.getApplication>,
): Promise<Output<typeof api.getApplication>> {
  const row = await applicationFor(ctx, id, 'origination.application.read')
  return applicationView(ctx, await loadCase(ctx, row))
}

/** The application's page. */
export async function applicationView(ctx: Context, one: Case): Promise<Output<typeof api.getApplication>> {
  const { row, papers } = one
  const [named] = await answered.withNames(ctx, [row])
  const reader = await readerOf(ctx)
  const contract = await contractOf(ctx.sql, row.key)
  const funding = await fundingOf(ctx.sql, row.key)
  const step = ['approved', 'signing', 'funding-requested', 'disbursed'].includes(row.state) ? 'funding' : 'submit'
  const missing =
    step === 'submit'
      ? missingToSubmit(one.written)
      : [
          ...signingMissing(one, contract?.state ?? null),
          ...papersMissing(row, 'funding', papers).map(kind => `paper.${kind}`),
        ]
  return {
    ...summaryView(named!, reader),
    version: row.version,
    vehicle: vehicleView(row),
    dealerId: row.dealerKey === null ? null : toId('dealer', row.dealerKey),
    productId: row.productKey === null ? null : toId('product', row.productKey),
    productVersion: row.productVersion,
    leadId: row.leadKey === null ? null : toId('lead', row.leadKey),
    balloon: row.balloon,
    payments: agreedPayments(row.payments),
    remark: row.remark,
    requestedPrincipal: row.requestedPrincipal,
    conditions: row.conditions as Output<typeof api.getApplication>['conditions'],
    openConditions: openConditions(row.conditions, 'funding', one.papersSince).map(condition => condition.text),
    decisionId: row.decisionKey === null ? null : toId('decision', row.decisionKey),
    contractId: contract ? toId('contract', contract.key) : null,
    contractState: contract?.state ?? null,
    loanId: row.loanKey === null ? null : toId('loan', row.loanKey),
    fundingId: funding ? toId('funding', funding.key) : null,
    costReadSeconds: row.costReadSeconds,
    costAcknowledgedAt: row.costAcknowledgedAt,
    costLeastSeconds: await parameterOn(ctx.sql, 'cost-disclosure.read-seconds', ctx.today),
    documents: (await documentsOf(ctx.sql, row.key)).map(paper => ({
      id: toId('document', paper.key),
      kind: paper.kind as Output<typeof api.getApplication>['documents'][number]['kind'],
      name: ctx.vault.open(paper.nameSealed, 'origination.document.name'),
      mediaType: paper.mediaType,
      size: paper.size,
      uploadedByName: paper.uploadedByName,
      uploadedAt: paper.uploadedAt,
      elsewhere: paper.elsewhere,
    })),
    missing: missing.map(name => ({ name, label: missingLabel(name, ctx.language) })),
    papersNeeded: papersNeeded(row, step),
    timeline: (await eventsOf(ctx.sql, row.key)).map(event => ({
      at: event.at,
      actorName: event.actorName,
      action: event.action,
      fromState: event.fromState,
      toState: event.toState,
      reason: event.reason,
      note: event.note,
      workingMinutes: event.workingMinutes,
      withinTime: event.withinTime,
    })),
    actions: actionsOf(ctx, one, payeeChanged(one, contract) ? null : (contract?.state ?? null)),
  }
}

/** Whether the customer has read the form that says what the offer costs now. */
const costRead = ({ row, offer }: Case) => offer !== null && row.costFormSha256 === offer.cost.fingerprint

/** What must come before the contract binds, in its order: the cost form read, then the contract signed (金规〔2026〕2号). */
function signingMissing(one: Case, contractState: string | null): string[] {
  if (contractState === 'accepted' || !['approved', 'signing'].includes(one.row.state)) return []
  return [...(costRead(one) ? [] : ['cost-form']), 'contract']
}

/** The buttons of the page: what the state allows and this reader may do. */
function actionsOf(ctx: Context, one: Case, contractState: string | null) {
  const { row } = one
  const read = costRead(one)
  const may = (permission: string) => ctx.rights.verdict(permission, row).allow
  const table = applicationStates[row.state]
  const found: Output<typeof api.getApplication>['actions'] = []
  if (may('origination.application.write') && (row.state === 'draft' || row.state === 'supplement')) found.push('edit')
  if (may('origination.application.submit') && table.submit) found.push('submit')
  if (isReview(row.state) && may(permissionOf(row.state))) found.push('review')
  if (may('origination.application.submit') && table['request-review'] && row.decidedBy === null)
    found.push('request-review')
  if (may('origination.application.submit') && row.state === 'approved')
    found.push(read ? 'produce-contract' : 'acknowledge-cost')
  if (may('origination.application.submit') && row.state === 'signing')
    found.push(
      contractState === null
        ? read
          ? 'produce-contract'
          : 'acknowledge-cost'
        : contractState === 'accepted'
          ? 'request-funding'
          : 'accept-contract',
    )
  if (may('origination.funding.disburse') && row.state === 'funding-requested') found.push('disburse')
  if (may('origination.application.write') && table.cancel) found.push('cancel')
  return found
}
