import { Button, Typography } from 'antd'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'

type Row = Awaited<ReturnType<typeof client.notification.listMessages>>['rows'][number]
const states = ['waiting', 'sent', 'failed'] as const
const tones = { waiting: 'waiting', sent: 'done', failed: 'rejected' } as const

/** What leaves the house by SMS and e-mail, and what did not get out. */
export default function Messages() {
  const t = useWords()
  const may = useMay()
  const retry = useCommand(client.notification.retryMessage, { done: t('ui.done') })
  return (
    <ListPage<Row>
      name="messages"
      title={t('notification.screen.messages')}
      rowKey={row => row.id}
      load={query => client.notification.listMessages(query as never)}
      filters={[
        {
          key: 'state',
          label: t('notification.screen.state'),
          options: states.map(value => ({ value, label: t(`notification.message.${value}`) })),
        },
      ]}
      columns={[
        {
          key: 'text',
          title: t('notification.screen.text'),
          // A mail holds addresses of pages, which have no place to break at.
          render: row => (
            <div style={{ maxWidth: 420, whiteSpace: 'normal', overflowWrap: 'anywhere' }}>{row.text}</div>
          ),
        },
        {
          key: 'state',
          title: t('notification.screen.state'),
          render: row => <StateTag state={tones[row.state]} word={`notification.message.${row.state}`} />,
        },
        {
          key: 'channel',
          title: t('notification.screen.channel'),
          render: row => t(`notification.channel.${row.channel}`),
        },
        {
          key: 'address',
          title: t('notification.screen.address'),
          render: row => <span className="number">{row.address}</span>,
        },
        {
          key: 'attempts',
          title: t('notification.screen.attempts'),
          align: 'end',
          render: row => <span className="number">{row.attempts}</span>,
        },
        {
          key: 'created',
          title: t('notification.screen.created'),
          render: row => <InstantText at={row.createdAt} />,
        },
        { key: 'sent', title: t('notification.screen.sent'), render: row => <InstantText at={row.sentAt} /> },
        {
          key: 'error',
          title: t('notification.screen.error'),
          render: row => (
            <>
              {row.lastError && row.state !== 'sent' ? (
                <Typography.Text type="secondary">{row.lastError}</Typography.Text>
              ) : (
                '—'
              )}{' '}
              {row.state === 'failed' && may('notification.message.write') && (
                <Button size="small" onClick={() => retry.mutate({ id: row.id })}>
                  {t('notification.screen.retry')}
                </Button>
              )}
            </>
          ),
        },
      ]}
    />
  )
}
