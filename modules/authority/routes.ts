import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { approveHeld } from './usecases/approve-held.ts'
import { whatCan, whoCould, whoSaw } from './usecases/ask.ts'
import { decideRule, listRules, proposeRule, tryRule } from './usecases/change-rule.ts'
import { decideRevocation } from './usecases/decide-revocation.ts'
import { breakGlass, endGlass, getGlass, listGlass, ownGlass, reviewGlass } from './usecases/emergency.ts'
import { getHeld } from './usecases/get-held.ts'
import { decideHeldRule, listHeldRules, listHoldable, proposeHeldRule } from './usecases/held-rules.ts'
import { addKey, listKeys, revokeKey } from './usecases/keys.ts'
import { listAudit } from './usecases/list-audit.ts'
import { countHeld, listHeld, listPending } from './usecases/list-held.ts'
import { getReview, listMyReviewLines, listReviewLines, listReviews } from './usecases/list-reviews.ts'
import { listRoles } from './usecases/list-roles.ts'
import { lookAhead } from './usecases/look-ahead.ts'
import { openReview } from './usecases/open-review.ts'
import { refuseHeld } from './usecases/refuse-held.ts'
import { saySamePerson } from './usecases/say-same-person.ts'
import { seeFields } from './usecases/see-fields.ts'
import { signReviewLines } from './usecases/sign-review-lines.ts'
import { standIns } from './usecases/stand-ins.ts'
import { withdrawHeld } from './usecases/withdraw-held.ts'

export const routes = {
  listRoles: query(api.listRoles, listRoles),
  listRules: query(api.listRules, listRules),
  tryRule: command(api.tryRule, tryRule),
  proposeRule: command(api.proposeRule, proposeRule),
  decideRule: command(api.decideRule, decideRule),
  whoCould: query(api.whoCould, whoCould),
  whatCan: query(api.whatCan, whatCan),
  seeFields: query(api.seeFields, seeFields),
  whoSaw: query(api.whoSaw, whoSaw),
  standIns: query(api.standIns, standIns),
  listKeys: query(api.listKeys, listKeys),
  addKey: command(api.addKey, addKey),
  revokeKey: command(api.revokeKey, revokeKey),
  listGlass: query(api.listGlass, listGlass),
  ownGlass: query(api.ownGlass, ownGlass),
  getGlass: query(api.getGlass, getGlass),
  breakGlass: command(api.breakGlass, breakGlass),
  endGlass: command(api.endGlass, endGlass),
  reviewGlass: command(api.reviewGlass, reviewGlass),
  listReviews: query(api.listReviews, listReviews),
  openReview: command(api.openReview, openReview),
  getReview: query(api.getReview, getReview),
  listReviewLines: query(api.listReviewLines, listReviewLines),
  listMyReviewLines: query(api.listMyReviewLines, listMyReviewLines),
  signReviewLines: command(api.signReviewLines, signReviewLines),
  decideRevocation: command(api.decideRevocation, decideRevocation),
  listHeld: query(api.listHeld, listHeld),
  countHeld: query(api.countHeld, countHeld),
  listPending: query(api.listPending, listPending),
  getHeld: query(api.getHeld, getHeld),
  approveHeld: command(api.approveHeld, approveHeld),
  refuseHeld: command(api.refuseHeld, refuseHeld),
  withdrawHeld: command(api.withdrawHeld, withdrawHeld),
  lookAhead: query(api.lookAhead, lookAhead),
  listHoldable: query(api.listHoldable, listHoldable),
  listHeldRules: query(api.listHeldRules, listHeldRules),
  proposeHeldRule: command(api.proposeHeldRule, proposeHeldRule),
  decideHeldRule: command(api.decideHeldRule, decideHeldRule),
  saySamePerson: command(api.saySamePerson, saySamePerson),
  listAudit: query(api.listAudit, listAudit),
}
