import { SwapOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, Tooltip, Typography } from 'antd'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { Face } from '../../ui/face.tsx'
import type { Present } from './use-record.ts'

/** What holders before have left for the reader: shown until they say that they have noted it. */
export function Handovers({ record }: { record: string }) {
  const t = useWords()
  const notes = useQuery({
    ...api.notification.listHandovers.queryOptions({ input: { record } }),
    retry: false,
    staleTime: 15_000,
  })
  const receive = useCommand(client.notification.receiveHandover)
  return (notes.data ?? []).map(note => (
    <Alert
      key={note.id}
      type="info"
      showIcon
      icon={<SwapOutlined />}
      title={t('notification.thread.handover-from', { name: note.authorName })}
      description={
        <>
          <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{note.text}</div>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <InstantText at={note.createdAt} />
          </Typography.Text>
        </>
      }
      action={
        <Button size="small" loading={receive.isPending} onClick={() => receive.mutate({ id: note.id })}>
          {t('notification.thread.received')}
        </Button>
      }
    />
  ))
}

/** Who else has the record open now, as faces. */
export function PresentFaces({ present }: { present: readonly Present[] }) {
  const t = useWords()
  const others = present.filter(one => !one.me)
  if (others.length === 0) return null
  const names = others.map(one => one.name).join(t('ui.comma'))
  return (
    <Tooltip title={`${t('notification.thread.present')}${t('ui.colon')}${names}`}>
      <Flex
        gap={4}
        align="center"
        role="group"
        aria-label={`${t('notification.thread.present')}${t('ui.colon')}${names}`}
        data-present={names}
      >
        {others.slice(0, 4).map(one => (
          <Face key={one.name} name={one.name} size={24} />
        ))}
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('notification.thread.present')}
        </Typography.Text>
      </Flex>
    </Tooltip>
  )
}
