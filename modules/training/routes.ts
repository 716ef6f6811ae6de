import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { addBulletin } from './usecases/add-bulletin.ts'
import { addCase } from './usecases/add-case.ts'
import { addCertificateKind } from './usecases/add-certificate-kind.ts'
import { addCourse } from './usecases/add-course.ts'
import { addPlanItem } from './usecases/add-plan-item.ts'
import { addQuestion } from './usecases/add-question.ts'
import { addSession } from './usecases/add-session.ts'
import { addSessionFile } from './usecases/add-session-file.ts'
import { addTrainingFile } from './usecases/add-training-file.ts'
import { bulletinReaders } from './usecases/bulletin-readers.ts'
import { cancelSession } from './usecases/cancel-session.ts'
import { certificateGuide } from './usecases/certificate-guide.ts'
import { changeCertificateKind } from './usecases/change-certificate-kind.ts'
import { changeSession } from './usecases/change-session.ts'
import { closeSession } from './usecases/close-session.ts'
import { confirmBulletin } from './usecases/confirm-bulletin.ts'
import { contestQuestion } from './usecases/contest-question.ts'
import { draftCourse } from './usecases/draft-course.ts'
import { endPlanItem } from './usecases/end-plan-item.ts'
import { finishLesson } from './usecases/finish-lesson.ts'
import {
  endFirstDays,
  getFirstDays,
  getNewcomer,
  listFirstDaysPlans,
  listNewcomers,
  reviewFirstDays,
  saveFirstDaysPlan,
  setMentor,
  startFirstDays,
  tickFirstDays,
} from './usecases/first-days.ts'
import { getAttempt } from './usecases/get-attempt.ts'
import { getCareer } from './usecases/get-career.ts'
import { getCourse } from './usecases/get-course.ts'
import { getExamItem } from './usecases/get-exam-item.ts'
import { getLesson } from './usecases/get-lesson.ts'
import { getPlan } from './usecases/get-plan.ts'
import { getQuestion } from './usecases/get-question.ts'
import { getSession } from './usecases/get-session.ts'
import { giveCourse } from './usecases/give-course.ts'
import { giveFeedback } from './usecases/give-feedback.ts'
import { issueCertificate } from './usecases/issue-certificate.ts'
import {
  decideLadder,
  listLadders,
  listLadderVersions,
  listSkills,
  rateSkill,
  saveLadder,
  saveSkill,
} from './usecases/ladders.ts'
import { listBudget } from './usecases/list-budget.ts'
import { listBulletins } from './usecases/list-bulletins.ts'
import { listCases } from './usecases/list-cases.ts'
import { listCertificateKinds } from './usecases/list-certificate-kinds.ts'
import { listCertificates } from './usecases/list-certificates.ts'
import { listContests } from './usecases/list-contests.ts'
import { listCourses } from './usecases/list-courses.ts'
import { listCoverage } from './usecases/list-coverage.ts'
import { listCredits } from './usecases/list-credits.ts'
import { listDuties } from './usecases/list-duties.ts'
import { listHours } from './usecases/list-hours.ts'
import { listPaths } from './usecases/list-paths.ts'
import { listQuestions } from './usecases/list-questions.ts'
import { listSessions } from './usecases/list-sessions.ts'
import { listSkillRows } from './usecases/list-skill-rows.ts'
import { listTopics } from './usecases/list-topics.ts'
import { markAttendance } from './usecases/mark-attendance.ts'
import { myLearning } from './usecases/my-learning.ts'
import { personSkills } from './usecases/person-skills.ts'
import { addProof, decideProof, listProofs } from './usecases/proofs.ts'
import { decideProposal, getProposal, listProposals, proposeCareer, withdrawProposal } from './usecases/proposals.ts'
import { publishCourse } from './usecases/publish-course.ts'
import { registerForSession } from './usecases/register-for-session.ts'
import { replaceQuestion } from './usecases/replace-question.ts'
import { requireCertificates } from './usecases/require-certificates.ts'
import { resumeExam } from './usecases/resume-exam.ts'
import { retireCase } from './usecases/retire-case.ts'
import { retireCourse } from './usecases/retire-course.ts'
import { retireQuestion } from './usecases/retire-question.ts'
import { revokeCertificate } from './usecases/revoke-certificate.ts'
import { ruleOnContest } from './usecases/rule-on-contest.ts'
import { saveCourse } from './usecases/save-course.ts'
import { saveExamAnswer } from './usecases/save-exam-answer.ts'
import { savePath } from './usecases/save-path.ts'
import { setBudget } from './usecases/set-budget.ts'
import { setLevel } from './usecases/set-level.ts'
import { showCase } from './usecases/show-case.ts'
import { signInCode } from './usecases/sign-in-code.ts'
import { signInToSession } from './usecases/sign-in-to-session.ts'
import { skillsMatrix } from './usecases/skills-matrix.ts'
import { startExam } from './usecases/start-exam.ts'
import { submitExam } from './usecases/submit-exam.ts'
import { addKeyPost, dropSuccessor, endKeyPost, listKeyPosts, nameSuccessor } from './usecases/succession.ts'
import { withdrawFromSession } from './usecases/withdraw-from-session.ts'

export const routes = {
  listCertificateKinds: query(api.listCertificateKinds, listCertificateKinds),
  addCertificateKind: command(api.addCertificateKind, addCertificateKind),
  changeCertificateKind: command(api.changeCertificateKind, changeCertificateKind),
  listCertificates: query(api.listCertificates, listCertificates),
  issueCertificate: command(api.issueCertificate, issueCertificate),
  revokeCertificate: command(api.revokeCertificate, revokeCertificate),
  listCourses: query(api.listCourses, listCourses),
  getCourse: query(api.getCourse, getCourse),
  getLesson: query(api.getLesson, getLesson),
  finishLesson: command(api.finishLesson, finishLesson),
  showCase: query(api.showCase, showCase),
  addCourse: command(api.addCourse, addCourse),
  draftCourse: command(api.draftCourse, draftCourse),
  saveCourse: command(api.saveCourse, saveCourse),
  publishCourse: command(api.publishCourse, publishCourse),
  addTrainingFile: command(api.addTrainingFile, addTrainingFile),
  retireCourse: command(api.retireCourse, retireCourse),
  startExam: command(api.startExam, startExam),
  resumeExam: command(api.resumeExam, resumeExam),
  getExamItem: query(api.getExamItem, getExamItem),
  saveExamAnswer: command(api.saveExamAnswer, saveExamAnswer),
  submitExam: command(api.submitExam, submitExam),
  getAttempt: query(api.getAttempt, getAttempt),
  listQuestions: query(api.listQuestions, listQuestions),
  listTopics: query(api.listTopics, listTopics),
  getQuestion: query(api.getQuestion, getQuestion),
  contestQuestion: command(api.contestQuestion, contestQuestion),
  listContests: query(api.listContests, listContests),
  ruleOnContest: command(api.ruleOnContest, ruleOnContest),
  addQuestion: command(api.addQuestion, addQuestion),
  replaceQuestion: command(api.replaceQuestion, replaceQuestion),
  retireQuestion: command(api.retireQuestion, retireQuestion),
  listCases: query(api.listCases, listCases),
  addCase: command(api.addCase, addCase),
  retireCase: command(api.retireCase, retireCase),
  myLearning: query(api.myLearning, myLearning),
  certificateGuide: query(api.certificateGuide, certificateGuide),
  giveCourse: command(api.giveCourse, giveCourse),
  listDuties: query(api.listDuties, listDuties),
  listPaths: query(api.listPaths, listPaths),
  savePath: command(api.savePath, savePath),
  requireCertificates: command(api.requireCertificates, requireCertificates),
  setLevel: command(api.setLevel, setLevel),
  personSkills: query(api.personSkills, personSkills),
  skillsMatrix: query(api.skillsMatrix, skillsMatrix),
  getPlan: query(api.getPlan, getPlan),
  addPlanItem: command(api.addPlanItem, addPlanItem),
  endPlanItem: command(api.endPlanItem, endPlanItem),
  listSessions: query(api.listSessions, listSessions),
  getSession: query(api.getSession, getSession),
  addSession: command(api.addSession, addSession),
  changeSession: command(api.changeSession, changeSession),
  cancelSession: command(api.cancelSession, cancelSession),
  closeSession: command(api.closeSession, closeSession),
  registerForSession: command(api.registerForSession, registerForSession),
  withdrawFromSession: command(api.withdrawFromSession, withdrawFromSession),
  signInCode: query(api.signInCode, signInCode),
  signInToSession: command(api.signInToSession, signInToSession),
  markAttendance: command(api.markAttendance, markAttendance),
  giveFeedback: command(api.giveFeedback, giveFeedback),
  addSessionFile: command(api.addSessionFile, addSessionFile),
  listBulletins: query(api.listBulletins, listBulletins),
  addBulletin: command(api.addBulletin, addBulletin),
  confirmBulletin: command(api.confirmBulletin, confirmBulletin),
  bulletinReaders: query(api.bulletinReaders, bulletinReaders),
  listSkillRows: query(api.listSkillRows, listSkillRows),
  listHours: query(api.listHours, listHours),
  listCredits: query(api.listCredits, listCredits),
  listCoverage: query(api.listCoverage, listCoverage),
  listBudget: query(api.listBudget, listBudget),
  setBudget: command(api.setBudget, setBudget),
  listLadders: query(api.listLadders, listLadders),
  listSkills: query(api.listSkills, listSkills),
  rateSkill: command(api.rateSkill, rateSkill),
  saveLadder: command(api.saveLadder, saveLadder),
  listLadderVersions: query(api.listLadderVersions, listLadderVersions),
  decideLadder: command(api.decideLadder, decideLadder),
  saveSkill: command(api.saveSkill, saveSkill),
  getCareer: query(api.getCareer, getCareer),
  decideProposal: command(api.decideProposal, decideProposal),
  getProposal: query(api.getProposal, getProposal),
  listProposals: query(api.listProposals, listProposals),
  proposeCareer: command(api.proposeCareer, proposeCareer),
  withdrawProposal: command(api.withdrawProposal, withdrawProposal),
  addKeyPost: command(api.addKeyPost, addKeyPost),
  dropSuccessor: command(api.dropSuccessor, dropSuccessor),
  endKeyPost: command(api.endKeyPost, endKeyPost),
  listKeyPosts: query(api.listKeyPosts, listKeyPosts),
  nameSuccessor: command(api.nameSuccessor, nameSuccessor),
  endFirstDays: command(api.endFirstDays, endFirstDays),
  getFirstDays: query(api.getFirstDays, getFirstDays),
  getNewcomer: query(api.getNewcomer, getNewcomer),
  listFirstDaysPlans: query(api.listFirstDaysPlans, listFirstDaysPlans),
  listNewcomers: query(api.listNewcomers, listNewcomers),
  reviewFirstDays: command(api.reviewFirstDays, reviewFirstDays),
  saveFirstDaysPlan: command(api.saveFirstDaysPlan, saveFirstDaysPlan),
  setMentor: command(api.setMentor, setMentor),
  startFirstDays: command(api.startFirstDays, startFirstDays),
  tickFirstDays: command(api.tickFirstDays, tickFirstDays),
  addProof: command(api.addProof, addProof),
  decideProof: command(api.decideProof, decideProof),
  listProofs: query(api.listProofs, listProofs),
}
