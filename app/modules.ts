import { accessReviews } from '#authority'
import type { Words } from '#lib/words'
import { learnWords, tasks } from '#notification'
import { holdPayStep } from '#performance'
import type { ModuleJobs } from '#platform/jobs'
import type { Routes } from '#platform/operation'
import { words as platformWords } from '#platform/words'
import { addCloseStep } from '#servicing'
import { heldWork } from '#team'
import { jobs as authorityJobs } from '../modules/authority/jobs.ts'
import { routes as authorityRoutes } from '../modules/authority/routes.ts'
import { words as authorityWords } from '../modules/authority/words.ts'
import { routes as contractRoutes } from '../modules/contract/routes.ts'
import { words as contractWords } from '../modules/contract/words.ts'
import { routes as decisionRoutes } from '../modules/decision/routes.ts'
import { words as decisionWords } from '../modules/decision/words.ts'
import { routes as ledgerRoutes } from '../modules/ledger/routes.ts'
import { words as ledgerWords } from '../modules/ledger/words.ts'
import { jobs as notificationJobs } from '../modules/notification/jobs.ts'
import { routes as notificationRoutes } from '../modules/notification/routes.ts'
import { words as notificationWords } from '../modules/notification/words.ts'
import { jobs as originationJobs } from '../modules/origination/jobs.ts'
import { routes as originationRoutes } from '../modules/origination/routes.ts'
import { words as originationWords } from '../modules/origination/words.ts'
import { routes as partyRoutes } from '../modules/party/routes.ts'
import { words as partyWords } from '../modules/party/words.ts'
import { jobs as performanceJobs } from '../modules/performance/jobs.ts'
import { routes as performanceRoutes } from '../modules/performance/routes.ts'
import { words as performanceWords } from '../modules/performance/words.ts'
import { routes as productRoutes } from '../modules/product/routes.ts'
import { words as productWords } from '../modules/product/words.ts'
import { routes as referenceRoutes } from '../modules/reference/routes.ts'
import { words as referenceWords } from '../modules/reference/words.ts'
import { routes as riskRoutes } from '../modules/risk/routes.ts'
import { words as riskWords } from '../modules/risk/words.ts'
import { jobs as servicingJobs } from '../modules/servicing/jobs.ts'
import { routes as servicingRoutes } from '../modules/servicing/routes.ts'
import { words as servicingWords } from '../modules/servicing/words.ts'
import { routes as teamRoutes } from '../modules/team/routes.ts'
import { words as teamWords } from '../modules/team/words.ts'
import { jobs as trainingJobs } from '../modules/training/jobs.ts'
import { routes as trainingRoutes } from '../modules/training/routes.ts'
import { words as trainingWords } from '../modules/training/words.ts'
import { appraisalFieldWords } from './appraisal-field-words.ts'
import { authorityFieldWords } from './authority-field-words.ts'
import { careerFieldWords } from './career-field-words.ts'
import { fieldWords } from './field-words.ts'
import { figureWords } from './figure-words.ts'
import { learningFieldWords } from './learning-words.ts'
import { measureFieldWords } from './measure-field-words.ts'
import { operationWords } from './operation-words.ts'
import { payFieldWords } from './pay-field-words.ts'
import { peopleFieldWords } from './people-field-words.ts'
import { qualityFieldWords } from './quality-field-words.ts'

/** What a module brings into the house. */
export type Module = { name: string; routes: Routes; words: Words; jobs?: ModuleJobs }

/** Tasks due tomorrow are rung when the day is closed. */
const dailyNotification: ModuleJobs = {
  ...notificationJobs,
  heard: { ...notificationJobs.heard, 'servicing.day-closed': tasks.remindTasks },
}

/**
 * The order: a module imports only those above it. Everything that lists modules reads this list. The trunk does not know of the
 * books; that a new business day begins for it is said here.
 */
export const modules: Module[] = [
  {
    name: 'team',
    routes: teamRoutes,
    words: teamWords,
    jobs: { heard: { 'servicing.day-closed': heldWork.handOverPlanned } },
  },
  { name: 'training', routes: trainingRoutes, words: trainingWords, jobs: trainingJobs },
  {
    name: 'authority',
    routes: authorityRoutes,
    words: authorityWords,
    jobs: { ...authorityJobs, heard: { ...authorityJobs.heard, 'servicing.day-closed': accessReviews.stepReviews } },
  },
  { name: 'reference', routes: referenceRoutes, words: referenceWords },
  { name: 'party', routes: partyRoutes, words: partyWords },
  { name: 'product', routes: productRoutes, words: productWords },
  { name: 'ledger', routes: ledgerRoutes, words: ledgerWords },
  { name: 'notification', routes: notificationRoutes, words: notificationWords, jobs: dailyNotification },
  { name: 'decision', routes: decisionRoutes, words: decisionWords },
  { name: 'contract', routes: contractRoutes, words: contractWords },
  { name: 'servicing', routes: servicingRoutes, words: servicingWords, jobs: servicingJobs },
  { name: 'origination', routes: originationRoutes, words: originationWords, jobs: originationJobs },
  { name: 'risk', routes: riskRoutes, words: riskWords },
  { name: 'performance', routes: performanceRoutes, words: performanceWords, jobs: performanceJobs },
]

/** What fields of the API are called; a later list has the last word. */
const fieldNames = [
  peopleFieldWords,
  careerFieldWords,
  qualityFieldWords,
  appraisalFieldWords,
  measureFieldWords,
  payFieldWords,
  learningFieldWords,
  authorityFieldWords,
  figureWords,
  fieldWords,
]

/** Every word of the house. */
export const words: Words = Object.assign(
  Object.fromEntries(fieldNames.flatMap(names => Object.entries(names).map(([name, word]) => [`field.${name}`, word]))),
  platformWords,
  operationWords,
  ...modules.map(module => module.words),
)
learnWords(words)
// What must be true together with the loan runs in the close's own transaction.
addCloseStep(holdPayStep)
