import { accelerateLoan, deferLoan, restructureLoan } from './change-plan.ts'
import { recoverClaim } from './recover-claim.ts'
import { waiveDebt } from './waive-debt.ts'
import { writeOffLoan } from './write-off-loan.ts'

/** What later modules may do to a loan beside taking money; each takes the input of its operation and checks the actor's rights. */
export const actions = { waiveDebt, deferLoan, restructureLoan, accelerateLoan, writeOffLoan, recoverClaim }
