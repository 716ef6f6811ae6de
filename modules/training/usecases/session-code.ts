import type { Context } from '#platform/context'
import { codeSeconds, codeWindow } from '../session.ts'

/**
 * The sign-in code of a half minute: twelve characters that only this installation can make, from the session and the number of
 * the half minute. Nothing is stored; a photograph of the screen is worth nothing a minute later.
 */
export function sessionCode(ctx: Context, sessionKey: bigint, window: number): string {
  return ctx.vault.fingerprint(`${sessionKey}|${window}`, 'training.session.code').toString('base64url').slice(0, 12)
}

/** The code shown now, and how long it is. */
export function codeNow(ctx: Context, sessionKey: bigint) {
  const window = codeWindow(ctx.now)
  const secondsLeft = Math.ceil(((window + 1) * codeSeconds * 1000 - Date.parse(ctx.now)) / 1000)
  return { code: sessionCode(ctx, sessionKey, window), secondsLeft }
}

/** Whether a code is the one shown now or just before: between scanning and arriving the half minute may change. */
export function codeHolds(ctx: Context, sessionKey: bigint, code: string): boolean {
  const window = codeWindow(ctx.now)
  return [window, window - 1].some(one => sessionCode(ctx, sessionKey, one) === code)
}
