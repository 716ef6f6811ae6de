import { certificateApi } from './certificate-api.ts'

export const api = { ...certificateApi }
