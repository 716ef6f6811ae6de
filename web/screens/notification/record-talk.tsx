import { Card, Flex } from 'antd'
import { useWords } from '../../settings.tsx'
import { RecordThread } from './record-thread.tsx'
import { Handovers, PresentFaces } from './record-top.tsx'
import { usePresence, useThread } from './use-record.ts'

/** What people say on a case that fills the page: hand-over notes, who else has it open, and its thread. */
export function RecordTalk({ record }: { record: string }) {
  const t = useWords()
  const talks = useThread(record).isSuccess
  const present = usePresence(record, talks)
  if (!talks) return null
  return (
    <Flex vertical gap={14}>
      <Handovers record={record} />
      <Card size="small" title={t('notification.thread')} extra={<PresentFaces present={present} />}>
        <RecordThread record={record} />
      </Card>
    </Flex>
  )
}
