import { must } from '#lib/assert'
import { addMs, type Day, type Instant, instantAt } from '#lib/day'
import type { steeredClock } from '#platform/clock'
import { addDocument } from '../../modules/origination/usecases/add-document.ts'
import { actAs, type City } from './book.ts'
import { dealOf, habitOf, personOf } from './city.ts'
import { type Client, staffOf } from './client.ts'

/** How far an application of the demo has come when the demo begins. */
export type Stage =
  | 'draft'
  | 'submitted'
  | 'returned'
  | 'rejected'
  | 'escalated'
  | 'joint'
  | 'committee'
  | 'approved'
  | 'signing'
  | 'requested'
  | 'disbursed'

const papersToSubmit = [
  'id-card',
  'driving-licence',
  'income-proof',
  'purchase-agreement',
  'down-payment-proof',
  'appraisal-report',
  'vehicle-licence',
]
const papersToFund = ['invoice', 'insurance-policy', 'vehicle-certificate']
const order: Stage[] = ['draft', 'submitted', 'approved', 'signing', 'requested', 'disbursed']

type Id = `application_${string}`

/** Walks applications through the program's own operations, each step by the person whose work it is. */
export function pipelineOf(city: City, clock: ReturnType<typeof steeredClock>) {
  const staff = staffOf(city.house)
  let now: Instant
  const wait = (minutes: number) => {
    now = addMs(now, minutes * 60_000)
    clock.set(now)
  }

  const versionOf = async (client: Client, id: Id) => (await client.origination.getApplication({ id })).version
  /** All papers of a file in one go: ten commands of an application would be most of what it costs. */
  const upload = (username: string, id: Id, kinds: readonly string[]) =>
    actAs(
      city,
      username,
      async ctx => {
        for (const kind of kinds) {
          const content = Buffer.from(`%PDF-1.4\n% ${kind} ${id}\n%%EOF\n`).toString('base64')
          await addDocument(ctx, { id, kind: kind as 'other', name: `${kind}.pdf`, content })
        }
      },
      { name: 'POST /origination/applications/{id}/documents', permission: 'origination.application.write' },
    )

  /** Where the reviewer is under re-check after a lesson, the file goes on once it was found in order. */
  const recheck = async (id: Id) => {
    const checker = await staff('sun')
    const { rows } = await checker.origination.listChecks({ state: 'open', reason: 're-check', limit: 50 })
    for (const check of rows.filter(one => one.applicationId === id)) {
      wait(15)
      await checker.origination.recordCheck({ id: check.id, version: check.version, defects: [], note: '与政策相符' })
    }
  }

  /** Convenes the credit committee over an application; two of its members have voted, the others are waited for. */
  const sit = async (id: Id) => {
    wait(60)
    const convener = await staff('sun')
    const { seats, least } = await convener.origination.listSeats({ id })
    const chair = must(
      seats.find(seat => seat.chair && !seat.barred && !seat.away),
      'somebody may chair',
    )
    const members = seats
      .filter(seat => seat.member && !seat.barred && !seat.away && seat.personId !== chair.personId)
      .slice(0, least)
    const { id: sittingId } = await convener.origination.conveneSitting({
      id,
      version: await versionOf(convener, id),
      chairId: chair.personId,
      members: members.map(seat => seat.personId),
    })
    wait(40)
    await convener.origination.castVote({ id: sittingId, vote: 'for', opinion: '首付比例高，收入覆盖月供三倍以上' })
    const other = await staff('cao')
    await other.origination.castVote({ id: sittingId, vote: 'against', opinion: '豪华车型贬值快，建议降低成数' })
  }

  /** One application on a day, as far as `stage`, begun from some time on; the reviewer is the branch's, or the one named. */
  return async function walk(
    username: string,
    on: Day,
    stage: Stage,
    big = false,
    reviewerName?: string,
    from = '09:10',
  ): Promise<void> {
    now = instantAt(on, from)
    wait(city.random.between(0, 120))
    city.sequence += 1
    const { sequence, random } = city
    const developer = await staff(username)
    const branch = ['xuwenbo', 'luo'].includes(username) ? 'HZ' : 'SH'
    const deal = dealOf(random, sequence)
    const used = deal.vehicle.condition === 'used'
    const person = personOf(random, sequence)
    const { id: customerId } = await developer.party.addCustomer({
      kind: 'individual',
      ...person,
      monthlyIncome: big ? '90000.00' : person.monthlyIncome,
    })
    await developer.party.recordConsent({
      id: customerId,
      kind: 'credit-bureau',
      given: true,
      wordingVersion: '2026-01',
      channel: 'in-person',
    })
    await developer.party.recordConsent({
      id: customerId,
      kind: 'personal-information',
      given: true,
      wordingVersion: '2026-01',
      channel: 'in-person',
    })
    const { id, version } = await developer.origination.addApplication({ customerId })
    const dealers = city.dealerIds.filter(dealer => dealer.branch === branch)
    const vehicle = big
      ? { ...deal.vehicle, condition: 'new' as const, brand: '保时捷', model: 'Macan', price: '620000.00' }
      : deal.vehicle
    const saved = await developer.origination.saveApplication({
      id,
      version,
      dealerId: random.pick(dealers).id,
      productId: must(city.productIds.get(big ? 'standard-new' : productOf(deal, sequence)), 'product'),
      principal: big ? '420000.00' : deal.principal,
      periods: used && !big ? 24 : 36,
      vehicle,
    })
    if (stage === 'draft') return
    await upload(username, id, papersToSubmit)
    wait(random.between(5, 40))
    let { state } = await developer.origination.submitApplication({ id, version: saved.version })
    wait(random.between(15, 90))
    const reviewer = await staff(reviewerName ?? (branch === 'HZ' ? 'feng' : random.pick(['chen', 'zhao'])))
    if (state === 'first-review' && stage !== 'submitted') {
      const base = { id, version: await versionOf(reviewer, id), note: '资料齐全，收入与流水相符' }
      await reviewer.origination.claimApplication({ id })
      wait(8 + ((sequence * 7) % 18))
      if (stage === 'returned')
        return void (await reviewer.origination.reviewApplication({
          ...base,
          verdict: 'return',
          reason: 'documents',
          note: '收入证明不清晰',
        }))
      if (stage === 'rejected')
        return void (await reviewer.origination.reviewApplication({
          ...base,
          verdict: 'reject',
          reason: 'income',
          note: '月供超出还款能力',
        }))
      // Above what one may approve alone the first signs, and the case waits for the second signature.
      if (stage === 'joint') return void (await reviewer.origination.reviewApplication({ ...base, verdict: 'approve' }))
      if (stage === 'committee') {
        await reviewer.origination.reviewApplication({
          ...base,
          verdict: 'escalate-to-risk',
          note: '单户四十万元以上，请上贷审会',
        })
        return sit(id)
      }
      if (big || stage === 'escalated')
        return void (await reviewer.origination.reviewApplication({
          ...base,
          verdict: 'escalate',
          note: '金额较大，请终审',
        }))
      state = (await reviewer.origination.reviewApplication({ ...base, verdict: 'approve' })).state
    }
    if (state !== 'approved' || order.indexOf(stage) <= order.indexOf('approved')) return
    await recheck(id)
    wait(random.between(30, 120))
    await developer.origination.acknowledgeCost({
      id,
      version: await versionOf(developer, id),
      readSeconds: random.between(20, 180),
    })
    const { contractId } = await developer.origination.produceContract({ id, version: await versionOf(developer, id) })
    if (stage === 'signing') return
    const contract = await developer.contract.getContract({ id: contractId })
    await developer.contract.acceptContract({
      id: contractId,
      version: contract.version,
      sha256: contract.file.sha256,
      readSeconds: 60,
      identityChecked: true,
    })
    await upload(username, id, papersToFund)
    const { fundingId } = (await developer.origination.requestFunding({
      id,
      version: await versionOf(developer, id),
    })) as { fundingId: `funding_${string}` }
    if (stage === 'requested') return
    wait(random.between(20, 90))
    const finance = await staff('liu')
    const funding = await finance.origination.getFunding({ id: fundingId })
    const { loanId } = await finance.origination.disburseFunding({ id: fundingId, version: funding.version })
    const loan = await finance.servicing.getLoan({ id: loanId })
    city.borrowers.push({
      loanId,
      dueDays: loan.installments.map(row => row.dueOn),
      habit: habitOf(random),
      paid: 0,
      done: false,
    })
  }
}

/** Which product an application is for: now and then one whose rate floats, one priced by grade, or one that brand, dealer and treasury subsidise. */
function productOf({ vehicle }: ReturnType<typeof dealOf>, sequence: number): string {
  if (vehicle.condition === 'used') return 'used-car'
  if (sequence % 4 === 1) return 'floating-new'
  if (sequence % 4 === 2) return 'graded-new'
  return sequence % 4 === 3 && vehicle.energy === 'new-energy' ? 'stacked-subsidy' : 'standard-new'
}
