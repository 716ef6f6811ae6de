// Told before the first schema is made: see web/zod.ts.
import '../../zod.ts'

export { marks, type ParameterCode, parameterSchemas } from '../../../modules/reference/parameter.ts'
