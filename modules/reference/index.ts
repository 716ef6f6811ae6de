export type { ParameterCode, ParameterValue } from './parameter.ts'
export type { SeriesCode } from './series.ts'
export { calendarOf } from './usecases/calendar-of.ts'
export { installParameters } from './usecases/install-parameters.ts'
export {
  lprOn,
  parameterOn,
  parameterOver,
  parametersOn,
  seriesPointsThrough,
  seriesValueOn,
  versionOn,
} from './usecases/parameter-on.ts'
export { addWorkingMinutes, isWorkday, type WorkCalendar, workingMinutesBetween } from './working-time.ts'
