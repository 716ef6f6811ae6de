import { careerApi } from './career-api.ts'
import { certificateApi } from './certificate-api.ts'
import { contestApi } from './contest-api.ts'
import { courseApi } from './course-api.ts'
import { examApi } from './exam-api.ts'
import { learningApi } from './learning-api.ts'
import { newcomerApi } from './newcomer-api.ts'
import { reportApi } from './report-api.ts'
import { sessionApi } from './session-api.ts'
import { successionApi } from './succession-api.ts'

export { caseOutcomes, caseReasons, caseVerdicts } from './case-study.ts'

export const api = {
  ...certificateApi,
  ...courseApi,
  ...examApi,
  ...contestApi,
  ...learningApi,
  ...sessionApi,
  ...reportApi,
  ...careerApi,
  ...successionApi,
  ...newcomerApi,
}
