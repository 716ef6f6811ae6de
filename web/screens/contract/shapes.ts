import type { client } from '../../client.ts'

export type Contract = Awaited<ReturnType<typeof client.contract.getContract>>
export type Template = Awaited<ReturnType<typeof client.contract.getTemplate>>
export type TemplateBody = Template['body']
