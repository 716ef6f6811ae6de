import { toId } from '#lib/id'
import { refuseUnless } from '#lib/refusal'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import { personNames } from '#team'
import type { api } from '../api.ts'
import { ageOn, mayNote } from '../customer.ts'
import * as store from '../store/customer.ts'
import * as standing from '../store/standing.ts'
import { customerNames, incomeShown } from './answer-fields.ts'
import { personalOf } from './personal.ts'

/** One customer, personal data as the rules about fields answer it. @throws Refusal party.customer_not_found */
export async function getCustomer(
  ctx: Context,
  { id }: Input<typeof api.getCustomer>,
): Promise<Output<typeof api.getCustomer>> {
  const row = await store.customerById(ctx.sql, id)
  refuseUnless(row, 'party.customer_not_found')
  ctx.rights.check('party.customer.read', row)
  const owners = await personNames(ctx.sql, [row.ownerId])
  const listed = await standing.listingOf(ctx, row)
  const relations = await standing.relationsOf(ctx.sql, row.key)
  const may = (permission: string) => ctx.rights.verdict(permission, row).allow
  const earns = incomeShown(ctx, row)
  const relatives = await customerNames(
    ctx,
    relations.map(one => one.otherKey),
  )
  const personal = (await personalOf(ctx, [row])).get(row.key)!
  return {
    id,
    kind: row.kind,
    ...personal,
    name: personal.name ?? row.displayName,
    ownerName: owners.get(row.ownerId) ?? null,
    createdAt: row.createdAt,
    age: row.birthDate ? ageOn(row.birthDate, ctx.today) : null,
    businessCode: row.businessCode,
    businessName: row.businessName,
    occupation: row.occupation,
    employer: row.employer,
    yearsEmployed: row.yearsEmployed,
    monthlyIncome: earns ? row.monthlyIncome : null,
    monthlyDebt: earns ? row.monthlyDebt : null,
    contactChannel: row.contactChannel,
    contactTime: row.contactTime,
    offersWelcome: row.offersWelcome,
    version: row.version,
    consents: (await standing.consentsOf(ctx.sql, row.key)) as Output<typeof api.getCustomer>['consents'],
    surveysDeclined: (await standing.surveyRefusals(ctx.sql, [row.key])).get(row.key) ?? null,
    mayDecline: may('party.customer.write') && mayNote(ctx.actor.key, row.ownerId),
    relations: relations.map(one => ({
      id: toId('customer', one.otherKey),
      name: relatives.get(one.otherKey) ?? one.otherName,
      kind: one.kind,
      towards: one.towards,
      visible: ctx.rights.verdict('party.customer.read', one).allow,
    })),
    blacklisted: listed !== null,
    blacklistReason: listed && ctx.rights.verdict('party.blacklist.read').allow ? listed.reason : null,
    mayChange: may('party.customer.write'),
    mayReveal: may('party.customer.reveal'),
  }
}
