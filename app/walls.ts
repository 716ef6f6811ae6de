import { parseId } from '#lib/id'
import type { Rights } from '#platform/context'
import type { Wall } from '#platform/wall'
import { modules } from './modules.ts'

/**
 * A table behind row-level security: how its records are named outside, and by which permissions people see them, those used together
 * in one group. `managers`: whoever looks after a record sees it besides, holding one of these permissions at all. `alone`: no other
 * permission of the same module widens the sight.
 */
type Walled = {
  prefix: string | null
  permissions: readonly (readonly string[])[]
  managers?: true
  alone?: true
}

const figures = ['performance.metric.read']
const portfolio = ['risk.portfolio.read']
const appraisals = ['performance.appraisal.read', 'performance.appraisal.calibrate', 'performance.appraisal.appeal']
const cycles = ['performance.cycle.write']
const pay = ['performance.pay.read', 'performance.dispute.answer']
const months = ['performance.month.read']

/**
 * The tables whose policies stand in the migrations (`SELECT platform.wall(…)`). While an operation uses a permission of a group,
 * the wall stands where that group reaches; in any other operation, where everything one holds of the table reaches, and what the
 * operation's own permission reaches when its module stands above the table's.
 */
export const walls: Readonly<Record<string, Walled>> = {
  'party.customer': {
    prefix: 'customer',
    permissions: [['party.customer.read', 'party.customer.write', 'party.customer.reveal']],
  },
  'party.dealer': { prefix: 'dealer', permissions: [['party.dealer.read', 'party.dealer.write']] },
  'origination.lead': { prefix: 'lead', permissions: [['origination.lead.read', 'origination.lead.write'], figures] },
  'origination.application': {
    prefix: 'application',
    permissions: [
      [
        'origination.application.read',
        'origination.application.write',
        'origination.application.submit',
        'origination.application.review',
        'origination.application.approve',
      ],
      ['origination.funding.read', 'origination.funding.disburse'],
      ['origination.sitting.convene', 'origination.sitting.vote', 'origination.sitting.close'],
      figures,
    ],
  },
  'origination.quality_check': {
    prefix: null,
    permissions: [
      [
        'origination.quality.read',
        'origination.quality.check',
        'origination.quality.reply',
        'origination.quality.rule',
        'origination.quality.manage',
      ],
    ],
  },
  'decision.decision': { prefix: 'decision', permissions: [['decision.decision.read']] },
  'contract.contract': { prefix: 'contract', permissions: [['contract.contract.read', 'contract.contract.write']] },
  'servicing.loan': {
    prefix: 'loan',
    permissions: [
      ['servicing.loan.read'],
      ['servicing.settlement.quote'],
      ['servicing.repayment.read', 'servicing.repayment.record', 'servicing.repayment.import'],
      ['servicing.day.read'],
      portfolio,
      figures,
    ],
  },
  'performance.pay_line': { prefix: null, permissions: [pay, months], alone: true },
  'performance.pay_pool': { prefix: null, permissions: [pay, months], alone: true },
  'performance.wage': { prefix: null, permissions: [pay, ['performance.wage.write']], alone: true },
  'performance.pay_account': { prefix: null, permissions: [['performance.wage.write']], alone: true },
  'performance.dispute': { prefix: null, permissions: [pay], alone: true },
  'performance.fault_case': {
    prefix: null,
    permissions: [
      ['performance.case.read', 'performance.case.open', 'performance.case.decide', 'performance.case.appeal'],
      months,
    ],
    alone: true,
  },
  'performance.appraisal': { prefix: 'appraisal', permissions: [appraisals, cycles], managers: true, alone: true },
  'performance.cycle': { prefix: 'cycle', permissions: [cycles], alone: true },
  'performance.talk': {
    prefix: 'talk',
    permissions: [['performance.talk.hold'], ['performance.talk.audit']],
    managers: true,
    alone: true,
  },
  'performance.talk_note': { prefix: null, permissions: [['performance.talk.hold']], managers: true, alone: true },
  'performance.target': {
    prefix: 'target',
    permissions: [figures, ['performance.target.write', 'performance.target.counter']],
    alone: true,
  },
  'performance.frozen_figure': { prefix: null, permissions: [figures] },
  'performance.frozen_row': { prefix: null, permissions: [figures] },
  'performance.frozen_source': { prefix: null, permissions: [figures] },
}

/** Tables whose rows are seen with the record above them: the column that names it, and the table it is in. */
export const wallsBelow: Readonly<Record<string, { column: string; parent: string }>> = {
  'performance.peer_ask': { column: 'appraisal_id', parent: 'performance.appraisal' },
  'performance.voice_ask': { column: 'appraisal_id', parent: 'performance.appraisal' },
  'performance.voice_answer': { column: 'ask_id', parent: 'performance.voice_ask' },
  'performance.calibration': { column: 'appraisal_id', parent: 'performance.appraisal' },
  'performance.improvement': { column: 'appraisal_id', parent: 'performance.appraisal' },
  'performance.development_need': { column: 'appraisal_id', parent: 'performance.appraisal' },
  'performance.improvement_check': { column: 'improvement_id', parent: 'performance.improvement' },
  'performance.target_counter': { column: 'target_id', parent: 'performance.target' },
  'performance.recovery_step': { column: 'case_id', parent: 'performance.fault_case' },
  'performance.calibration_sitting': { column: 'cycle_id', parent: 'performance.cycle' },
}

/** What row-level security lets a reader of these rights see while a permission is used. */
export function wallOf(rights: Rights, permission: string, readerKey: bigint | null): Wall {
  return Object.fromEntries(
    Object.entries(walls).map(([table, { permissions, managers, alone }]) => {
      const group = permissions.filter(one => one.includes(permission))
      const own = !alone && floorOf(permission) >= floorOf(table) ? [permission] : []
      const used = [...own, ...(group.length > 0 ? group : permissions).flat()]
      const sight = rights.sees(used)
      const after = managers && readerKey !== null && used.some(one => rights.verdict(one).allow)
      return [table, after && sight !== true ? { ...sight, managers: [readerKey] } : sight]
    }),
  )
}

/** A module reads the tables of the floors below it within its own permissions, never those above. */
const floorOf = (name: string) => modules.findIndex(module => name.startsWith(`${module.name}.`))

const tables = new Map(Object.entries(walls).flatMap(([table, { prefix }]) => (prefix ? [[prefix, table]] : [])))

/** The walled table that holds the record of this identifier. */
export function walledRecord(id: string): { table: string; key: bigint } | null {
  const prefix = id.slice(0, id.lastIndexOf('_'))
  const table = tables.get(prefix)
  const key = table === undefined ? null : parseId(prefix, id)
  return table === undefined || key === null ? null : { table, key }
}
