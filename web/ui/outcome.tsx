import type { ResultProps } from 'antd'
import { lazy, Suspense } from 'react'

// Its pictures weigh more than most pages do, and few people ever see them.
const Result = lazy(() => import('./result.ts'))

/** Ant Design's result page, brought when it is shown. */
export function Outcome(props: ResultProps) {
  return (
    <Suspense>
      <Result {...props} />
    </Suspense>
  )
}
