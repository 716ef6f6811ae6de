import type { Day } from '#lib/day'
import { refuseUnless } from '#lib/refusal'

/** Days away, both ends included. */
export type Leave = { fromDay: Day; toDay: Day }

/** Whether two stretches of leave share a day. */
export function overlaps(a: Leave, b: Leave): boolean {
  return a.fromDay <= b.toDay && b.fromDay <= a.toDay
}

/**
 * Checks new leave against the person's other leave and the stand-in's.
 * @throws Refusal team.leave_days, team.leave_conflict, team.stand_in_away
 */
export function checkLeave(wanted: Leave, own: readonly Leave[], standIns: readonly Leave[]) {
  refuseUnless(wanted.fromDay <= wanted.toDay, 'team.leave_days', {}, 'toDay')
  refuseUnless(!own.some(leave => overlaps(leave, wanted)), 'team.leave_conflict', {}, 'fromDay')
  refuseUnless(!standIns.some(leave => overlaps(leave, wanted)), 'team.stand_in_away', {}, 'standInId')
}
