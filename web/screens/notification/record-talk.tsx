import { Card, Flex, Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useWords } from '../../settings.tsx'
import { Handovers, PresentFaces } from './record-top.tsx'
import { usePresence, useThread } from './use-record.ts'

const RecordThread = lazy(() => import('./record-thread.tsx').then(({ RecordThread }) => ({ default: RecordThread })))

/** What people say on a record whose page is of its own shape: hand-over notes, who else has it open, and its thread. */
export function RecordTalk({ record }: { record: string }) {
  const t = useWords()
  const talks = useThread(record).isSuccess
  const present = usePresence(record, talks)
  if (!talks) return null
  return (
    <Flex vertical gap={14}>
      <Handovers record={record} />
      <Card size="small" title={t('notification.thread')} extra={<PresentFaces present={present} />}>
        <Suspense fallback={<Skeleton active />}>
          <RecordThread record={record} />
        </Suspense>
      </Card>
    </Flex>
  )
}
