import { must } from '#lib/assert'
import { toId, toKey } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Vault } from '#platform/crypto'
import type { Sql } from '#platform/database'
import { readFile } from '#platform/files'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { kindByCode } from '../store/certificate.ts'
import * as store from '../store/proof.ts'
import { giveCertificate } from './give-certificate.ts'
import { keepFile } from './keep-file.ts'
import { actingPerson } from './people-within.ts'

/**
 * Shows one's own certificate from outside, with its file. It counts for nothing until somebody accepts it.
 * @throws Refusal training.certificate_not_found, proof_days, proof_taken, file_type, file_size
 */
export async function addProof(ctx: Context, input: Input<typeof api.addProof>): Promise<Output<typeof api.addProof>> {
  const person = await actingPerson(ctx)
  const kind = await kindByCode(ctx.sql, input.code)
  refuseUnless(kind, 'training.certificate_not_found', {}, 'code')
  const { issuer, issuedOn, validUntil } = input
  refuseUnless(issuedOn <= ctx.today, 'training.proof_days', {}, 'issuedOn')
  refuseUnless(validUntil === null || validUntil > ctx.today, 'training.proof_days', {}, 'validUntil')
  const file = await keepFile(ctx, input.content)
  const key = await store.insertProof(ctx, {
    ownerId: person.key,
    groupId: must(person.groupKey, 'who acts has a group'),
    branchId: must(person.branchKey, 'who acts has a branch'),
    kindKey: kind.key,
    issuer,
    issuedOn,
    validUntil,
    sha256: file.sha256,
    fileName: input.name,
    mediaType: file.mediaType,
  })
  refuseUnless(key !== null, 'training.proof_taken', {}, 'code')
  const id = toId('proof', key)
  ctx.about(id)
  return { id }
}

/** A page of proofs within reach. */
export async function listProofs(
  ctx: Context,
  input: Input<typeof api.listProofs>,
): Promise<Output<typeof api.listProofs>> {
  const page = await store.listProofs(ctx, input)
  const names = await personNames(
    ctx.sql,
    page.rows.flatMap(row => [row.ownerId, row.decidedBy].filter(key => key !== null)),
  )
  return {
    rows: page.rows.map(row => ({
      id: toId('proof', row.key),
      personId: toId('person', row.ownerId),
      personName: names.get(row.ownerId) ?? '',
      code: row.code,
      name: row.name,
      nameEn: row.nameEn,
      issuer: row.issuer,
      issuedOn: row.issuedOn,
      validUntil: row.validUntil,
      fileName: row.fileName,
      mediaType: row.mediaType,
      sentAt: row.sentAt,
      state: row.state,
      decidedByName: row.decidedBy === null ? null : (names.get(row.decidedBy) ?? null),
      decidedAt: row.decidedAt,
      reason: row.reason,
      mine: row.ownerId === ctx.actor.key,
    })),
    next: page.next,
    total: page.total,
  }
}

/**
 * Accepts a proof, which gives the house's certificate in the same transaction, ending no later than the proof does; or says why
 * not. Never one's own. @throws Refusal training.proof_not_found, proof_state, own_certificate, proof_days, authority.out_of_scope
 */
export async function decideProof(
  ctx: Context,
  { id, accepted, reason }: Input<typeof api.decideProof>,
): Promise<Output<typeof api.decideProof>> {
  const row = await store.proofByKey(ctx.sql, toKey(id), true)
  refuseUnless(row, 'training.proof_not_found')
  ctx.rights.check('training.certificate.write', row)
  refuseUnless(row.ownerId !== ctx.actor.key, 'training.own_certificate')
  refuseUnless(row.state === 'waiting', 'training.proof_state')
  const state = accepted ? ('accepted' as const) : ('refused' as const)
  let certificateKey: bigint | null = null
  if (accepted) {
    refuseUnless(row.validUntil === null || row.validUntil > ctx.today, 'training.proof_days')
    const kind = must(await kindByCode(ctx.sql, row.code), 'a kind is never taken away')
    const given = await giveCertificate(ctx, kind, {
      personKey: row.ownerId,
      basis: 'external',
      evidence: `${row.issuer} · ${row.issuedOn} · ${row.fileName}`.slice(0, 300),
      courseVersion: null,
      attemptKey: null,
      issuedBy: ctx.actor.key,
      notAfter: row.validUntil,
    })
    certificateKey = given.key
  }
  await store.endProof(ctx, row.key, state, reason, certificateKey)
  ctx.about(id, toId('person', row.ownerId))
  ctx.note({ state })
  await ctx.emit('training.proof-decided', { proofId: id })
  return { id, state }
}

/** The bytes of a proof with whose it is; null when there is none. Who may see them is the caller's to ask. */
export async function proofFile(database: Sql, vault: Vault, key: bigint) {
  const row = await store.proofByKey(database, key)
  const file = row && (await readFile(database, vault, row.sha256))
  return row && file ? { ...file, fileName: row.fileName, place: row } : null
}
