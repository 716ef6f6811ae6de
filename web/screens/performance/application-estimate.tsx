import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { api } from '../../client.ts'
import { NowAndLater } from './pay-estimate.tsx'

/** What this application would pay the reader if it were funded today; nothing where nothing of it would be theirs. */
export function ApplicationEstimate({ id }: { id: `application_${string}` }) {
  const { data } = useQuery(api.performance.estimateApplication.queryOptions({ input: { id } }))
  if (!data) return null
  return <Alert type="success" data-testid="estimate" title={<NowAndLater estimate={data} />} />
}
