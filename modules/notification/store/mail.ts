import type { Day, Instant } from '#lib/day'
import type { Language } from '#lib/words'
import { oneOrNone, rows, type Sql, sql } from '#platform/database'
import { pastWall } from '#platform/wall'
import type { Mail } from '../mail.ts'

const columns = sql`person_id AS "personKey", address_masked AS "addressMasked", code, code_until AS "codeUntil", tries, asked_on AS "askedOn", asked, confirmed_at AS "confirmedAt"`

/** A person's mail, locked when about to be changed; null where they have none. */
export function mailOf(database: Sql, personKey: bigint, lock = false): Promise<Mail | null> {
  return pastWall(database, () =>
    oneOrNone<Mail>(
      sql`SELECT ${columns} FROM notification.mail WHERE person_id = ${personKey} ${lock ? sql`FOR UPDATE` : sql``}`,
      database,
    ),
  )
}

/** Keeps an address that waits for its code, in place of an earlier one. */
export async function saveMail(
  database: Sql,
  mail: {
    personKey: bigint
    addressSealed: Buffer
    addressMasked: string
    language: Language
    code: Buffer
    codeUntil: Instant
    askedOn: Day
    asked: number
  },
): Promise<void> {
  await sql`INSERT INTO notification.mail (person_id, address_sealed, address_masked, language, code, code_until, asked_on, asked)
    VALUES (${mail.personKey}, ${mail.addressSealed}, ${mail.addressMasked}, ${mail.language}, ${mail.code}, ${mail.codeUntil}, ${mail.askedOn}, ${mail.asked})
    ON CONFLICT (person_id) DO UPDATE SET address_sealed = excluded.address_sealed, address_masked = excluded.address_masked, language = excluded.language,
      code = excluded.code, code_until = excluded.code_until, tries = 0, asked_on = excluded.asked_on, asked = excluded.asked, confirmed_at = NULL`.execute(
    database,
  )
}

/** A code was wrong. */
export async function countTry(database: Sql, personKey: bigint): Promise<void> {
  await sql`UPDATE notification.mail SET tries = tries + 1 WHERE person_id = ${personKey}`.execute(database)
}

/** The address is the person's: from now on it gets mail. */
export async function confirmMail(database: Sql, personKey: bigint, now: Instant): Promise<void> {
  await sql`UPDATE notification.mail SET confirmed_at = ${now}, code = NULL, code_until = NULL WHERE person_id = ${personKey}`.execute(
    database,
  )
}

/** Forgets a person's address; whether there was one. */
export async function removeMail(database: Sql, personKey: bigint): Promise<boolean> {
  const done = await sql`DELETE FROM notification.mail WHERE person_id = ${personKey}`.execute(database)
  return done.numAffectedRows === 1n
}

/** The confirmed addresses of some people, sealed. */
export function confirmedMails(database: Sql, personKeys: readonly bigint[]) {
  return pastWall(database, () =>
    rows<{ personKey: bigint; addressSealed: Buffer; language: Language }>(
      sql`SELECT person_id AS "personKey", address_sealed AS "addressSealed", language FROM notification.mail
           WHERE person_id = ANY(${[...personKeys]}::bigint[]) AND confirmed_at IS NOT NULL`,
      database,
    ),
  )
}
