import { useQuery } from '@tanstack/react-query'
import { Alert, Card, Flex, Grid, Typography } from 'antd'
import { api } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowLink } from '../../ui/row-link.tsx'
import { ApplicationState } from './parts.tsx'
import { ShadowFigures } from './shadow-figures.tsx'

/** The files a newcomer may decide in shadow, and how the decisions so far compare. */
export default function Shadow() {
  const t = useWords()
  const { me } = useMe()
  const wide = Grid.useBreakpoint().lg ?? true
  const files = useQuery(api.origination.listShadowFiles.queryOptions())
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('origination.shadow')}
      </Typography.Title>
      <Alert type="info" showIcon title={t('origination.shadow.hint')} />
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: wide ? 'minmax(0, 3fr) minmax(0, 2fr)' : 'minmax(0, 1fr)',
          gap: 14,
          alignItems: 'start',
        }}
      >
        <Card size="small" title={t('origination.shadow.files')} styles={{ body: { padding: 0 } }}>
          <QueryView query={files}>
            {rows =>
              rows.length === 0 ? (
                <EmptyState text={t('origination.shadow.none')} />
              ) : (
                rows.map(row => (
                  <RowLink key={row.id} to={`/origination/shadow/${row.id}`}>
                    <Flex justify="space-between" gap={8} align="center">
                      <strong>
                        {row.customerName} <span className="number">{row.number}</span>
                      </strong>
                      <ApplicationState state={row.state} />
                    </Flex>
                    <Typography.Text type="secondary">
                      {row.productName} · <Money value={row.principal} sign /> · <InstantText at={row.stateSince} />
                    </Typography.Text>
                  </RowLink>
                ))
              )
            }
          </QueryView>
        </Card>
        {me && <ShadowFigures personId={me.person.id} />}
      </div>
    </Flex>
  )
}
