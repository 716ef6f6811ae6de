import { customerApi } from './customer-api.ts'
import { dealerApi } from './dealer-api.ts'

export const api = { ...customerApi, ...dealerApi }
