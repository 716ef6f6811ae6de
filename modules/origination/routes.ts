import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { acknowledgeCost } from './usecases/acknowledge-cost.ts'
import { addApplication } from './usecases/add-application.ts'
import { addDocument } from './usecases/add-document.ts'
import { addLead } from './usecases/add-lead.ts'
import { cancelApplication } from './usecases/cancel-application.ts'
import { claimApplication, claimNext, releaseApplication } from './usecases/claim-application.ts'
import { contactLead } from './usecases/contact-lead.ts'
import { countApplications } from './usecases/count-applications.ts'
import { disburseFunding, returnFunding } from './usecases/disburse-funding.ts'
import { getApplication } from './usecases/get-application.ts'
import { getFunding } from './usecases/get-funding.ts'
import { getLead } from './usecases/get-lead.ts'
import { getQuote } from './usecases/get-quote.ts'
import { getReview } from './usecases/get-review.ts'
import { listApplications } from './usecases/list-applications.ts'
import { listFunding } from './usecases/list-funding.ts'
import { listLeads } from './usecases/list-leads.ts'
import { listReviewQueue } from './usecases/list-review-queue.ts'
import { listStageTimes } from './usecases/list-stage-times.ts'
import { openDocument } from './usecases/open-document.ts'
import { printCostForm } from './usecases/print-cost-form.ts'
import { produceContract } from './usecases/produce-contract.ts'
import { listQualityLessons, qualityRates } from './usecases/quality-rates.ts'
import { getCheck, listChecks, listDefectCodes } from './usecases/read-checks.ts'
import { recordCheck } from './usecases/record-check.ts'
import { removeDocument } from './usecases/remove-document.ts'
import { replyToCheck } from './usecases/reply-to-check.ts'
import { requestFunding } from './usecases/request-funding.ts'
import { requestReview } from './usecases/request-review.ts'
import { revealLead } from './usecases/reveal-lead.ts'
import { reviewApplication, secondReview } from './usecases/review-application.ts'
import { ruleOnCheck } from './usecases/rule-on-check.ts'
import { saveApplication } from './usecases/save-application.ts'
import { saveDefectCode } from './usecases/save-defect-code.ts'
import { decideInShadow, listShadowFiles, shadowFigures } from './usecases/shadow.ts'
import { castVote, closeSitting, conveneSitting, getSitting, listSeats, listSittings } from './usecases/sit.ts'
import { submitApplication } from './usecases/submit-application.ts'
import { exportCase, tellCase } from './usecases/tell-case.ts'
import { tryTerms } from './usecases/try-terms.ts'

export const routes = {
  tellCase: query(api.tellCase, tellCase),
  exportCase: command(api.exportCase, exportCase),
  listShadowFiles: query(api.listShadowFiles, listShadowFiles),
  decideInShadow: command(api.decideInShadow, decideInShadow),
  shadowFigures: query(api.shadowFigures, shadowFigures),
  listLeads: query(api.listLeads, listLeads),
  getLead: query(api.getLead, getLead),
  addLead: command(api.addLead, addLead),
  contactLead: command(api.contactLead, contactLead),
  revealLead: command(api.revealLead, revealLead),
  listApplications: query(api.listApplications, listApplications),
  countApplications: query(api.countApplications, countApplications),
  getApplication: query(api.getApplication, getApplication),
  getQuote: query(api.getQuote, getQuote),
  addApplication: command(api.addApplication, addApplication),
  saveApplication: command(api.saveApplication, saveApplication),
  addDocument: command(api.addDocument, addDocument),
  openDocument: command(api.openDocument, openDocument),
  removeDocument: command(api.removeDocument, removeDocument),
  submitApplication: command(api.submitApplication, submitApplication),
  cancelApplication: command(api.cancelApplication, cancelApplication),
  requestReview: command(api.requestReview, requestReview),
  listReviewQueue: query(api.listReviewQueue, listReviewQueue),
  claimNext: command(api.claimNext, claimNext),
  claimApplication: command(api.claimApplication, claimApplication),
  releaseApplication: command(api.releaseApplication, releaseApplication),
  getReview: query(api.getReview, getReview),
  tryTerms: query(api.tryTerms, tryTerms),
  reviewApplication: command(api.reviewApplication, reviewApplication),
  secondReview: command(api.secondReview, secondReview),
  listSittings: query(api.listSittings, listSittings),
  getSitting: query(api.getSitting, getSitting),
  listSeats: query(api.listSeats, listSeats),
  conveneSitting: command(api.conveneSitting, conveneSitting),
  castVote: command(api.castVote, castVote),
  closeSitting: command(api.closeSitting, closeSitting),
  listChecks: query(api.listChecks, listChecks),
  getCheck: query(api.getCheck, getCheck),
  recordCheck: command(api.recordCheck, recordCheck),
  replyToCheck: command(api.replyToCheck, replyToCheck),
  ruleOnCheck: command(api.ruleOnCheck, ruleOnCheck),
  listDefectCodes: query(api.listDefectCodes, listDefectCodes),
  saveDefectCode: command(api.saveDefectCode, saveDefectCode),
  qualityRates: query(api.qualityRates, qualityRates),
  listQualityLessons: query(api.listQualityLessons, listQualityLessons),
  listStageTimes: query(api.listStageTimes, listStageTimes),
  acknowledgeCost: command(api.acknowledgeCost, acknowledgeCost),
  // The borrower's name stands in full on it: printing goes through the write path for its audit line.
  printCostForm: command(api.printCostForm, printCostForm),
  produceContract: command(api.produceContract, produceContract),
  requestFunding: command(api.requestFunding, requestFunding),
  listFunding: query(api.listFunding, listFunding),
  getFunding: query(api.getFunding, getFunding),
  disburseFunding: command(api.disburseFunding, disburseFunding),
  returnFunding: command(api.returnFunding, returnFunding),
}
