/**
 * What happened at the door, for the audit trail; never a password, code or token.
 *
 * `failed` is a wrong password or code, `locked` the failure that locked the username, `refused` an attempt while locked
 * or from an address that failed too often. `username` is what was typed: it may belong to nobody.
 */
export type IdentityEvent = {
  kind:
    | 'signed-in'
    | 'failed'
    | 'locked'
    | 'refused'
    | 'signed-out'
    | 'sessions-revoked'
    | 'password-changed'
    | 'password-set'
    | 'second-factor-enabled'
    | 'second-factor-disabled'
    | 'second-factor-reset'
    | 'backup-codes-renewed'
    | 'opened'
    | 'closed'
  username: string | null
  userId: string | null
  address: string | null
  /** How: for signing in and for failures. */
  method?: 'password' | 'code' | 'backup-code' | 'company'
}
