import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { addJournal } from './usecases/add-journal.ts'
import { getJournal } from './usecases/get-journal.ts'
import { listAccounts } from './usecases/list-accounts.ts'
import { listJournals } from './usecases/list-journals.ts'
import { listLines } from './usecases/list-lines.ts'
import { reverseJournal } from './usecases/reverse-journal.ts'
import { trialBalance } from './usecases/trial-balance.ts'

export const routes = {
  listAccounts: query(api.listAccounts, listAccounts),
  listJournals: query(api.listJournals, listJournals),
  getJournal: query(api.getJournal, getJournal),
  addJournal: command(api.addJournal, addJournal),
  reverseJournal: command(api.reverseJournal, reverseJournal),
  trialBalance: query(api.trialBalance, trialBalance),
  listLines: query(api.listLines, listLines),
}
