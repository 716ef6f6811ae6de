import { AuditOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Flex, Typography } from 'antd'
import { api } from '../client.ts'
import { useWords } from '../settings.tsx'
import { InstantText } from './day-text.tsx'

/** What waits for a second person on a record, seen by everybody who reads the record; nothing where nothing waits. */
export function PendingChanges({ record }: { record: string }) {
  const t = useWords()
  const pending = useQuery({
    ...api.authority.listPending.queryOptions({ input: { record } }),
    retry: false,
    staleTime: 10_000,
  })
  const rows = pending.data ?? []
  if (rows.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      icon={<AuditOutlined />}
      title={t('authority.held.banner', { count: rows.length })}
      description={
        <Flex vertical gap={4}>
          {rows.map(row => (
            <Flex key={row.id} gap="2px 10px" wrap align="baseline">
              <Typography.Text strong>{row.summary}</Typography.Text>
              <Typography.Text type="secondary">
                {t('authority.held.by', { name: row.makerName })} · <InstantText at={row.heldAt} />
              </Typography.Text>
              {(row.mayCheck || row.mine) && (
                <Link to={`/authority/held/${row.id}` as never} style={{ paddingBlock: 3 }}>
                  {t(row.mayCheck ? 'authority.held.check-now' : 'authority.held.see')}
                </Link>
              )}
            </Flex>
          ))}
        </Flex>
      }
    />
  )
}
