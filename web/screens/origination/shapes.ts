import type { client } from '../../client.ts'

/** What the screens of this module read, as the contracts give it. */
export type Application = Awaited<ReturnType<typeof client.origination.getApplication>>
export type ApplicationRow = Awaited<ReturnType<typeof client.origination.listApplications>>['rows'][number]
export type Quote = Awaited<ReturnType<typeof client.origination.getQuote>>
export type Review = Awaited<ReturnType<typeof client.origination.getReview>>
export type Lead = Awaited<ReturnType<typeof client.origination.listLeads>>['rows'][number]
export type Funding = Awaited<ReturnType<typeof client.origination.listFunding>>['rows'][number]
export type SaveInput = Parameters<typeof client.origination.saveApplication>[0]
export type DecideInput = Parameters<typeof client.origination.reviewApplication>[0]
