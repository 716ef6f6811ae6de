export { answerVoice, declineVoice, type VoiceOutcome } from './usecases/answer-voice.ts'
export { holdPayStep } from './usecases/hold-pay.ts'
export { type OpenWall, openWall } from './usecases/open-wall.ts'
export { personResult } from './usecases/person-result.ts'
