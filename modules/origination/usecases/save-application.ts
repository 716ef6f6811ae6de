import type { Updateable } from 'kysely'
import { must } from '#lib/assert'
import { type Id, toKey } from '#lib/id'
import { formatYuan, type Money } from '#lib/money'
import { refuseUnless } from '#lib/refusal'
import { customerFacts, dealerFacts, plate, vin } from '#party'
import type { Context } from '#platform/context'
import type { Input, Output } from '#platform/operation'
import type { DB } from '#platform/schema.gen'
import { productVersionOn } from '#product'
import type { api } from '../api.ts'
import { type ApplicationRow, applicationByKey, patchApplication, patchVehicle } from '../store/application.ts'
import { applicationForUpdate, moved } from './application-for-update.ts'

type Written = Input<typeof api.saveApplication>

/**
 * Saves what has been filled in so far; absent fields stay as they are. A down payment sets the principal from the price.
 * @throws Refusal origination.application_not_found, state, stale, customer_not_found, dealer_not_found, product_not_found, vin, plate, down_payment
 */
export async function saveApplication(ctx: Context, input: Written): Promise<Output<typeof api.saveApplication>> {
  const row = await applicationForUpdate(ctx, input.id, 'origination.application.write', {
    version: input.version,
    states: ['draft', 'supplement'],
  })
  await patchVehicle(ctx.sql, row.vehicleKey, vehicleFields(input.vehicle ?? {}))
  await patchApplication(ctx.sql, row.key, {
    ...(input.customerId === undefined ? {} : await customerFields(ctx, input.customerId)),
    ...(input.dealerId === undefined ? {} : await dealerFields(ctx, input.dealerId)),
    ...(input.productId === undefined ? {} : await productFields(ctx, input.productId)),
    ...(input.periods === undefined ? {} : { periods: input.periods }),
    ...choices(input),
    ...(input.remark === undefined ? {} : { remark: input.remark }),
    ...principalField(row, input),
  })
  ctx.about(input.id)
  return moved(must(await applicationByKey(ctx.sql, row.key), 'the application is there'))
}

/** What the customer chose; another product begins without it. */
function choices(input: Written): Updateable<DB['origination.application']> {
  const fresh = input.productId === undefined ? undefined : null
  const balloon = input.balloon === undefined ? fresh : input.balloon
  const payments = input.payments === undefined ? (fresh === null ? [] : undefined) : input.payments
  const kept = payments?.map(({ seq, amount }) => ({ seq, amount: formatYuan(amount) }))
  return {
    ...(balloon === undefined ? {} : { balloon }),
    ...(kept === undefined ? {} : { payments: JSON.stringify(kept) as never }),
  }
}

function principalField(row: ApplicationRow, input: Written): { principal?: Money | null } {
  if (input.downPayment === undefined || input.downPayment === null)
    return input.principal === undefined ? {} : { principal: input.principal }
  const price = input.vehicle?.price === undefined ? row.price : input.vehicle.price
  refuseUnless(price !== null && input.downPayment < price, 'origination.down_payment', {}, 'downPayment')
  return { principal: (price - input.downPayment) as Money }
}

/** The columns that follow from the customer. @throws Refusal origination.customer_not_found, authority.out_of_scope */
export async function customerFields(
  ctx: Context,
  id: Id<'customer'> | null,
): Promise<Updateable<DB['origination.application']>> {
  if (id === null) return { customer_id: null, customer_name: null, customer_kind: null }
  const customer = await customerFacts(ctx, id)
  refuseUnless(customer, 'origination.customer_not_found', {}, 'customerId')
  ctx.rights.check('party.customer.read', customer)
  return { customer_id: customer.key, customer_name: customer.displayName, customer_kind: customer.kind }
}

async function dealerFields(ctx: Context, id: Id<'dealer'> | null): Promise<Updateable<DB['origination.application']>> {
  if (id === null) return { dealer_id: null, dealer_name: null }
  const dealer = await dealerFacts(ctx, id)
  refuseUnless(dealer, 'origination.dealer_not_found', {}, 'dealerId')
  return { dealer_id: dealer.key, dealer_name: dealer.name }
}

async function productFields(
  ctx: Context,
  id: Id<'product'> | null,
): Promise<Updateable<DB['origination.application']>> {
  if (id === null) return { product_id: null, product_name: null, product_version: null }
  const product = await productVersionOn(ctx.sql, id, ctx.today)
  refuseUnless(product, 'origination.product_not_found', {}, 'productId')
  return { product_id: toKey(id), product_name: product.name, product_version: product.version }
}

function vehicleFields(vehicle: NonNullable<Written['vehicle']>): Updateable<DB['origination.vehicle']> {
  const { vin: vinText, plate: plateText, guidePrice, appraisedValue, ...plain } = vehicle
  const fields: Updateable<DB['origination.vehicle']> = { ...plain }
  if (guidePrice !== undefined) fields.guide_price = guidePrice
  if (appraisedValue !== undefined) fields.appraised_value = appraisedValue
  if (vinText !== undefined) {
    fields.vin = vinText ? vin(vinText) : null
    refuseUnless(!vinText || fields.vin, 'origination.vin', {}, 'vehicle.vin')
  }
  if (plateText !== undefined) {
    fields.plate = plateText ? plate(plateText) : null
    refuseUnless(!plateText || fields.plate, 'origination.plate', {}, 'vehicle.plate')
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
