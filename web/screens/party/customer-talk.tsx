import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Badge, Collapse, Flex, Typography } from 'antd'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { pageOf } from '../notification/about.ts'
import { RecordThread } from '../notification/record-thread.tsx'

/** Everything said on a customer's applications, contracts and loans, in one place, as far as the reader may see each. */
export function CustomerTalk({ customerId }: { customerId: `customer_${string}` }) {
  const t = useWords()
  const may = useMay()
  const business = useQuery({
    queryKey: ['party', 'business-records', customerId],
    queryFn: async () => {
      const names = new Map<string, string>()
      const add = (rows: { id: string; number: string }[]) => {
        for (const row of rows) names.set(row.id, row.number)
      }
      const query = { customerId, limit: 50 } as never
      if (may('origination.application.read')) add((await client.origination.listApplications(query)).rows)
      if (may('contract.contract.read')) add((await client.contract.listContracts(query)).rows)
      if (may('servicing.loan.read')) add((await client.servicing.listLoans(query)).rows)
      return names
    },
  })
  const records = [...(business.data?.keys() ?? [])].slice(0, 190)
  const threads = useQuery({
    ...api.notification.listThreadsOn.queryOptions({ input: { records: records.join(',') } }),
    enabled: records.length > 0,
  })
  if (business.data && records.length === 0) return <EmptyState text={t('notification.threads-on.none')} />
  return (
    <QueryView query={threads}>
      {rows =>
        rows.length === 0 ? (
          <EmptyState text={t('notification.threads-on.none')} />
        ) : (
          <Collapse
            items={rows.map(row => {
              const page = pageOf(row.record, may)
              const name = `${t(row.noun)} ${business.data?.get(row.record) ?? ''}`
              return {
                key: row.record,
                label: (
                  <Flex gap={8} align="baseline" wrap>
                    <Badge count={row.unread} size="small" />
                    <Typography.Text strong>{name}</Typography.Text>
                    <Typography.Text type="secondary">
                      {row.lastAuthor}
                      {t('ui.colon')}
                      {row.lastText.slice(0, 40)} · <InstantText at={row.lastAt} />
                    </Typography.Text>
                  </Flex>
                ),
                children: (
                  <Flex vertical gap={10}>
                    {page && <Link to={page as never}>{t('ui.open-page')}</Link>}
                    <RecordThread record={row.record} />
                  </Flex>
                ),
              }
            })}
          />
        )
      }
    </QueryView>
  )
}
