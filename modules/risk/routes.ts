import { query } from '#platform/operation'
import { api } from './api.ts'
import { aging } from './usecases/aging.ts'
import { cellLoans } from './usecases/cell-loans.ts'
import { choices } from './usecases/choices.ts'
import { concentration } from './usecases/concentration.ts'
import { firstPayment } from './usecases/first-payment.ts'
import { flow } from './usecases/flow.ts'
import { listWatched } from './usecases/list-watched.ts'
import { roll } from './usecases/roll.ts'
import { vintage } from './usecases/vintage.ts'

export const routes = {
  aging: query(api.aging, aging),
  flow: query(api.flow, flow),
  roll: query(api.roll, roll),
  vintage: query(api.vintage, vintage),
  firstPayment: query(api.firstPayment, firstPayment),
  concentration: query(api.concentration, concentration),
  choices: query(api.choices, choices),
  cellLoans: query(api.cellLoans, cellLoans),
  listWatched: query(api.listWatched, listWatched),
}
