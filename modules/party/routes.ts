import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { addCustomer } from './usecases/add-customer.ts'
import { addDealer } from './usecases/add-dealer.ts'
import { listBlacklist, recordBlacklist } from './usecases/blacklist.ts'
import { declineSurveys } from './usecases/decline-surveys.ts'
import { getCustomer } from './usecases/get-customer.ts'
import { getTimeline } from './usecases/get-timeline.ts'
import { listCustomers } from './usecases/list-customers.ts'
import { getDealer, listDealers } from './usecases/list-dealers.ts'
import { recordConsent } from './usecases/record-consent.ts'
import { recordRelation } from './usecases/record-relation.ts'
import { revealCustomer } from './usecases/reveal-customer.ts'
import { setDealerState } from './usecases/set-dealer-state.ts'
import { updateCustomer } from './usecases/update-customer.ts'
import { updateDealer } from './usecases/update-dealer.ts'

export const routes = {
  listCustomers: query(api.listCustomers, listCustomers),
  getCustomer: query(api.getCustomer, getCustomer),
  addCustomer: command(api.addCustomer, addCustomer),
  updateCustomer: command(api.updateCustomer, updateCustomer),
  revealCustomer: command(api.revealCustomer, revealCustomer),
  recordConsent: command(api.recordConsent, recordConsent),
  declineSurveys: command(api.declineSurveys, declineSurveys),
  recordRelation: command(api.recordRelation, recordRelation),
  getTimeline: query(api.getTimeline, getTimeline),
  listDealers: query(api.listDealers, listDealers),
  getDealer: query(api.getDealer, getDealer),
  addDealer: command(api.addDealer, addDealer),
  updateDealer: command(api.updateDealer, updateDealer),
  setDealerState: command(api.setDealerState, setDealerState),
  listBlacklist: query(api.listBlacklist, listBlacklist),
  recordBlacklist: command(api.recordBlacklist, recordBlacklist),
}
