/**
 * How long tests wait, in milliseconds, all of them: a machine that does ten other things is slow, not wrong. What hangs for
 * good in a page says so first, because a wait there ends long before its test.
 */
export const patience = {
  /** For something to appear on a page. */
  page: 60_000,
  /** For a program to start: it may build, and make a database. */
  program: 300_000,
  /** For a test or a preparation to end. */
  test: 900_000,
}
