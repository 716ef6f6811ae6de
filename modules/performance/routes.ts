import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { addTalk } from './usecases/add-talk.ts'
import { addTalkNote } from './usecases/add-talk-note.ts'
import { alertRows } from './usecases/alert-rows.ts'
import { answerPulse } from './usecases/answer-pulse.ts'
import { backTest } from './usecases/back-test.ts'
import { bankFile } from './usecases/bank-file.ts'
import { calibrationBoard, sitCalibration } from './usecases/calibrate-group.ts'
import { decideMetric, proposeMetric } from './usecases/change-metric.ts'
import { answerCounter, counterTarget, previewSplit, setTarget, splitTarget } from './usecases/change-targets.ts'
import { compareQuality } from './usecases/compare-quality.ts'
import { appealCase, decideAppeal, decideCase } from './usecases/decide-case.ts'
import { disclosure, listDisclosure } from './usecases/disclosure.ts'
import { answerDispute, listDisputes, raiseDispute, withdrawDispute } from './usecases/dispute-line.ts'
import { addPlan, approvePlan, discardPlan, draftPlan, getPlan, listPlans, savePlan } from './usecases/edit-plan.ts'
import { estimateApplication } from './usecases/estimate-application.ts'
import { estimatePay } from './usecases/estimate-pay.ts'
import { figureRows } from './usecases/figure-rows.ts'
import {
  agreeGoals,
  answerAppeal,
  answerPeer,
  appealAppraisal,
  assessPerson,
  assessSelf,
  calibrate,
  getAppraisal,
  listAppraisals,
  listPeerAsks,
  setGoals,
  signAppraisal,
} from './usecases/fill-appraisal.ts'
import { freezeFigures, listFrozen } from './usecases/freeze-figures.ts'
import { freezeMonth } from './usecases/freeze-month.ts'
import { getTalk } from './usecases/get-talk.ts'
import { addNeed, checkImprovement, endImprovement, openImprovement } from './usecases/improve.ts'
import { keptFigureRows } from './usecases/kept-figure-rows.ts'
import { leaderboard } from './usecases/leaderboard.ts'
import { getCase, listCases } from './usecases/list-cases.ts'
import { listClaims } from './usecases/list-claims.ts'
import { listHeldTalks } from './usecases/list-held-talks.ts'
import { listMetrics } from './usecases/list-metrics.ts'
import { getMonth, listMonthPay, listMonths } from './usecases/list-months.ts'
import { listTalkPartners } from './usecases/list-talk-partners.ts'
import { listTalks } from './usecases/list-talks.ts'
import { listThanks } from './usecases/list-thanks.ts'
import { measureQueues } from './usecases/measure-queues.ts'
import { myChoices } from './usecases/my-choices.ts'
import { myDigest } from './usecases/my-digest.ts'
import { myPulse } from './usecases/my-pulse.ts'
import { openCase } from './usecases/open-case.ts'
import { decidePayAccount, givePayAccount, listPayAccounts, myPayAccount } from './usecases/pay-account.ts'
import { approveMonth, payMonth } from './usecases/pay-month.ts'
import { myPay, personPay, whyPay } from './usecases/person-pay.ts'
import { remindCycle } from './usecases/remind-cycle.ts'
import { addCycle, listCycles, moveCycle } from './usecases/run-cycle.ts'
import { saveChoices } from './usecases/save-choices.ts'
import { score } from './usecases/score.ts'
import { setWage } from './usecases/set-wage.ts'
import { planClaim, repayClaim, waiveClaim } from './usecases/settle-claim.ts'
import { targetBoard } from './usecases/target-board.ts'
import { targetHistory } from './usecases/target-history.ts'
import { teamBoard } from './usecases/team-board.ts'
import { healthRows, teamHealth } from './usecases/team-health.ts'
import { thank } from './usecases/thank.ts'
import { wall } from './usecases/wall.ts'
import { wallTrend } from './usecases/wall-trend.ts'

export const routes = {
  listMetrics: query(api.listMetrics, listMetrics),
  proposeMetric: command(api.proposeMetric, proposeMetric),
  decideMetric: command(api.decideMetric, decideMetric),
  listFrozen: query(api.listFrozen, listFrozen),
  freezeFigures: command(api.freezeFigures, freezeFigures),
  score: query(api.score, score),
  targetBoard: query(api.targetBoard, targetBoard),
  targetHistory: query(api.targetHistory, targetHistory),
  setTarget: command(api.setTarget, setTarget),
  previewSplit: query(api.previewSplit, previewSplit),
  splitTarget: command(api.splitTarget, splitTarget),
  counterTarget: command(api.counterTarget, counterTarget),
  answerCounter: command(api.answerCounter, answerCounter),
  compareQuality: query(api.compareQuality, compareQuality),
  teamBoard: query(api.teamBoard, teamBoard),
  figureRows: query(api.figureRows, figureRows),
  keptFigureRows: query(api.keptFigureRows, keptFigureRows),
  wall: query(api.wall, wall),
  wallTrend: query(api.wallTrend, wallTrend),
  alertRows: query(api.alertRows, alertRows),
  myPay: query(api.myPay, myPay),
  personPay: query(api.personPay, personPay),
  whyPay: query(api.whyPay, whyPay),
  estimateApplication: query(api.estimateApplication, estimateApplication),
  estimatePay: query(api.estimatePay, estimatePay),
  setWage: command(api.setWage, setWage),
  listMonths: query(api.listMonths, listMonths),
  getMonth: query(api.getMonth, getMonth),
  listMonthPay: query(api.listMonthPay, listMonthPay),
  freezeMonth: command(api.freezeMonth, freezeMonth),
  approveMonth: command(api.approveMonth, approveMonth),
  payMonth: command(api.payMonth, payMonth),
  bankFile: command(api.bankFile, bankFile),
  myPayAccount: query(api.myPayAccount, myPayAccount),
  givePayAccount: command(api.givePayAccount, givePayAccount),
  listPayAccounts: query(api.listPayAccounts, listPayAccounts),
  decidePayAccount: command(api.decidePayAccount, decidePayAccount),
  raiseDispute: command(api.raiseDispute, raiseDispute),
  withdrawDispute: command(api.withdrawDispute, withdrawDispute),
  answerDispute: command(api.answerDispute, answerDispute),
  listDisputes: query(api.listDisputes, listDisputes),
  listCases: query(api.listCases, listCases),
  getCase: query(api.getCase, getCase),
  openCase: command(api.openCase, openCase),
  decideCase: command(api.decideCase, decideCase),
  appealCase: command(api.appealCase, appealCase),
  decideAppeal: command(api.decideAppeal, decideAppeal),
  listClaims: query(api.listClaims, listClaims),
  planClaim: command(api.planClaim, planClaim),
  repayClaim: command(api.repayClaim, repayClaim),
  waiveClaim: command(api.waiveClaim, waiveClaim),
  disclosure: query(api.disclosure, disclosure),
  listDisclosure: query(api.listDisclosure, listDisclosure),
  listPlans: query(api.listPlans, listPlans),
  getPlan: query(api.getPlan, getPlan),
  addPlan: command(api.addPlan, addPlan),
  draftPlan: command(api.draftPlan, draftPlan),
  savePlan: command(api.savePlan, savePlan),
  discardPlan: command(api.discardPlan, discardPlan),
  approvePlan: command(api.approvePlan, approvePlan),
  backTest: query(api.backTest, backTest),
  listCycles: query(api.listCycles, listCycles),
  listAppraisals: query(api.listAppraisals, listAppraisals),
  getAppraisal: query(api.getAppraisal, getAppraisal),
  listPeerAsks: query(api.listPeerAsks, listPeerAsks),
  addCycle: command(api.addCycle, addCycle),
  moveCycle: command(api.moveCycle, moveCycle),
  setGoals: command(api.setGoals, setGoals),
  agreeGoals: command(api.agreeGoals, agreeGoals),
  assessSelf: command(api.assessSelf, assessSelf),
  assessPerson: command(api.assessPerson, assessPerson),
  answerPeer: command(api.answerPeer, answerPeer),
  calibrate: command(api.calibrate, calibrate),
  signAppraisal: command(api.signAppraisal, signAppraisal),
  appealAppraisal: command(api.appealAppraisal, appealAppraisal),
  answerAppeal: command(api.answerAppeal, answerAppeal),
  calibrationBoard: query(api.calibrationBoard, calibrationBoard),
  sitCalibration: command(api.sitCalibration, sitCalibration),
  openImprovement: command(api.openImprovement, openImprovement),
  checkImprovement: command(api.checkImprovement, checkImprovement),
  endImprovement: command(api.endImprovement, endImprovement),
  addNeed: command(api.addNeed, addNeed),
  remindCycle: command(api.remindCycle, remindCycle),
  teamHealth: query(api.teamHealth, teamHealth),
  healthRows: query(api.healthRows, healthRows),
  listTalkPartners: query(api.listTalkPartners, listTalkPartners),
  listTalks: query(api.listTalks, listTalks),
  getTalk: query(api.getTalk, getTalk),
  addTalk: command(api.addTalk, addTalk),
  addTalkNote: command(api.addTalkNote, addTalkNote),
  listHeldTalks: query(api.listHeldTalks, listHeldTalks),
  myDigest: query(api.myDigest, myDigest),
  leaderboard: query(api.leaderboard, leaderboard),
  myChoices: query(api.myChoices, myChoices),
  saveChoices: command(api.saveChoices, saveChoices),
  thank: command(api.thank, thank),
  listThanks: query(api.listThanks, listThanks),
  measureQueues: query(api.measureQueues, measureQueues),
  myPulse: query(api.myPulse, myPulse),
  answerPulse: command(api.answerPulse, answerPulse),
}
