import { z } from 'zod'
import { dayOut, idOut, instantOut, label, moneyOut, rateOut } from '#lib/fields'
import { statesOf } from '#lib/state'
import { balloonEnds, FloatingOut, frequencies, SubsidyShareOut } from '#product/api'
import { applicationStates, cancelReasons, rejectReasons, returnReasons } from './application.ts'
import { documentKinds } from './document.ts'
import { vehicleConditions, vehicleEnergies, vehicleUses } from './vehicle.ts'

export const state = z.enum(statesOf(applicationStates) as [string, ...string[]]) as unknown as z.ZodType<
  import('./application.ts').ApplicationState,
  import('./application.ts').ApplicationState
>
export const customerKind = z.enum(['individual', 'sole-proprietor', 'enterprise'])
export const documentKind = z.enum(documentKinds)
export const returnReason = z.enum(returnReasons)
export const rejectReason = z.enum(rejectReasons)
export const cancelReason = z.enum(cancelReasons)

/** What a person may do with the application now: the buttons of its page. */
export const applicationActions = [
  'edit',
  'submit',
  'review',
  'cancel',
  'request-review',
  'acknowledge-cost',
  'produce-contract',
  'accept-contract',
  'request-funding',
  'disburse',
] as const

export const Problem = z.object({ code: z.string(), field: z.string(), message: z.string() })

export const Condition = z.object({
  text: z.string(),
  document: documentKind.nullable(),
  before: z.enum(['signing', 'funding']),
})

export const ApplicationSummary = z.object({
  id: idOut('application'),
  number: z.string(),
  state,
  customerId: idOut('customer').nullable(),
  customerName: z.string().nullable(),
  customerKind: customerKind.nullable(),
  vehicle: z.string(),
  productName: z.string().nullable(),
  dealerName: z.string().nullable(),
  principal: moneyOut().nullable(),
  periods: z.number().int().nullable(),
  ownerId: idOut('person'),
  ownerName: z.string(),
  createdDay: dayOut(),
  submittedAt: instantOut().nullable(),
  stateSince: instantOut(),
  dueAt: instantOut().nullable(),
  /** Working minutes until the stage's time is over; negative when it is. */
  minutesLeft: z.number().int().nullable(),
  claimedByName: z.string().nullable(),
  claimedByMe: z.boolean(),
  validThrough: dayOut().nullable(),
})

export const Document = z.object({
  id: idOut('document'),
  kind: documentKind,
  name: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
  uploadedByName: z.string(),
  uploadedAt: instantOut(),
  elsewhere: z.number().int(),
})

export const Event = z.object({
  at: instantOut(),
  actorName: z.string(),
  action: z.string(),
  fromState: state.nullable(),
  toState: state,
  reason: z.string().nullable(),
  note: z.string(),
  workingMinutes: z.number().int().nullable(),
  withinTime: z.boolean().nullable(),
})

export const Vehicle = z.object({
  vin: z.string().nullable(),
  brand: z.string().nullable(),
  model: z.string().nullable(),
  energy: z.enum(vehicleEnergies).nullable(),
  use: z.enum(vehicleUses).nullable(),
  condition: z.enum(vehicleConditions).nullable(),
  price: moneyOut().nullable(),
  guidePrice: moneyOut().nullable(),
  appraisedValue: moneyOut().nullable(),
  plate: z.string().nullable(),
})

const Installment = z.object({
  seq: z.number().int(),
  dueOn: dayOut(),
  principal: moneyOut(),
  interest: moneyOut(),
  fee: moneyOut(),
  payment: moneyOut(),
  balance: moneyOut(),
})

/** The plan and true cost of what is written now, and what is wrong with it. */
export const Quote = z.object({
  principal: moneyOut().nullable(),
  downPayment: moneyOut().nullable(),
  downPaymentRatio: rateOut().nullable(),
  ltv: rateOut().nullable(),
  ltvCap: rateOut().nullable(),
  termCap: z.number().int().nullable(),
  annualRate: rateOut().nullable(),
  /** Where the product prices by grade: its rates, and the grade this one is at; null before the score, when the usual rate stands in. */
  pricing: label(
    z
      .object({ grade: z.string().nullable(), rates: z.array(z.object({ grade: z.string(), annualRate: rateOut() })) })
      .nullable(),
    '分级定价',
    'Price by grade',
  ),
  simpleRate: rateOut().nullable(),
  effectiveRate: rateOut().nullable(),
  installment: moneyOut().nullable(),
  totalInterest: moneyOut().nullable(),
  totalCost: moneyOut().nullable(),
  totalPayment: moneyOut().nullable(),
  installmentToIncome: rateOut().nullable(),
  /** The fingerprint of the all-in cost form. */
  formSha256: z.string().nullable(),
  /** The all-in cost form, item by item. */
  costs: z.array(
    z.object({
      name: z.string(),
      how: z.string(),
      standard: z.string(),
      chargedBy: z.enum(['lender', 'dealer', 'third-party']),
      amount: moneyOut().nullable(),
      annualised: rateOut().nullable(),
      contingent: z.boolean(),
    }),
  ),
  plan: z.array(Installment),
  frequency: z.enum(frequencies).nullable(),
  floating: FloatingOut.nullable(),
  balloon: z.object({ amount: moneyOut(), atEnd: z.array(z.enum(balloonEnds)) }).nullable(),
  /** Who pays what beside the customer, and when. */
  subsidies: z.array(SubsidyShareOut),
  problems: z.array(Problem),
})

export const Application = ApplicationSummary.omit({ vehicle: true }).extend({
  version: z.number().int(),
  vehicle: Vehicle,
  dealerId: idOut('dealer').nullable(),
  productId: idOut('product').nullable(),
  productVersion: z.number().int().nullable(),
  leadId: idOut('lead').nullable(),
  balloon: moneyOut().nullable(),
  payments: z.array(z.object({ seq: z.number().int(), amount: moneyOut() })),
  remark: z.string(),
  requestedPrincipal: moneyOut().nullable(),
  conditions: z.array(Condition),
  openConditions: z.array(z.string()),
  decisionId: idOut('decision').nullable(),
  contractId: idOut('contract').nullable(),
  contractState: z.string().nullable(),
  loanId: idOut('loan').nullable(),
  fundingId: idOut('funding').nullable(),
  costReadSeconds: z.number().int().nullable(),
  costAcknowledgedAt: instantOut().nullable(),
  /** Seconds the cost form must have been open before it is confirmed. */
  costLeastSeconds: z.number().int(),
  documents: z.array(Document),
  /** Papers and fields still missing before the next step, in words. */
  missing: z.array(z.object({ name: z.string(), label: z.string() })),
  papersNeeded: z.array(documentKind),
  timeline: z.array(Event),
  actions: z.array(z.enum(applicationActions)),
})

/** What every command on an application answers with: the page reads the rest again. */
export const Moved = z.object({ id: idOut('application'), state, version: z.number().int() })
