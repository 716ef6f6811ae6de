import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Drawer, Flex, Grid, Typography } from 'antd'
import { api, type client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { type FoldColumn, FoldTable } from '../../ui/fold-table.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SetAsideReason } from '../servicing/set-aside-reason.tsx'

export type AlertCode = Parameters<typeof client.performance.alertRows>[0]['alert']

type Row = Awaited<ReturnType<typeof client.performance.alertRows>>['rows'][number]

/** Where an alert is worked off, and who may. */
const workLists: Record<AlertCode, { path: string; permission: string }> = {
  'set-aside': { path: '/servicing/day-closes', permission: 'servicing.day.read' },
  'late-funding': { path: '/origination/funding', permission: 'origination.funding.read' },
  'late-reviews': { path: '/origination/review', permission: 'origination.application.review' },
}

/** The records an alert is about, the longest waiting first, each a way to its page. */
export function AlertDrawer({ alert, onClose }: { alert: AlertCode | null; onClose: () => void }) {
  const t = useWords()
  const may = useMay()
  const wide = Grid.useBreakpoint().md ?? true
  const list = alert && workLists[alert]
  return (
    <Drawer
      open={alert !== null}
      onClose={onClose}
      size={wide ? 640 : '100%'}
      title={alert ? t(`performance.alert.${alert}`) : ''}
      destroyOnHidden
      extra={
        list &&
        may(list.permission) && (
          <Link to={list.path as never}>
            <Button>{t('performance.alerts.open')}</Button>
          </Link>
        )
      }
    >
      {alert && <Records alert={alert} />}
    </Drawer>
  )
}

function Records({ alert }: { alert: AlertCode }) {
  const t = useWords()
  const setAside: FoldColumn<Row>[] = [
    { title: t('shell.business-day'), render: (_, row) => <DayText day={row.day} /> },
    {
      title: t('performance.alert.reason'),
      long: true,
      render: (_, row) => row.reason && <SetAsideReason reason={row.reason} />,
    },
  ]
  const late: FoldColumn<Row>[] = [
    { title: t('performance.alert.since'), render: (_, row) => <InstantText at={row.since} /> },
  ]
  const answer = useQuery(api.performance.alertRows.queryOptions({ input: { alert } }))
  return (
    <QueryView query={answer}>
      {data => (
        <Flex vertical gap={12}>
          <Typography.Text type="secondary">{t(`performance.alert.${alert}.definition`)}</Typography.Text>
          <strong>{`${t('ui.rows')} · ${t('ui.total', { count: data.count })}`}</strong>
          <FoldTable<Row>
            size="small"
            rows={data.rows}
            rowKey="about"
            columns={[
              {
                title: t('ui.number'),
                render: (_, row) => (
                  <Link
                    to={
                      (row.about.startsWith('loan_')
                        ? `/servicing/loans/${row.about}`
                        : `/origination/applications/${row.about}`) as never
                    }
                  >
                    {row.number}
                  </Link>
                ),
              },
              { title: t('ui.person'), render: (_, row) => row.personName ?? '—' },
              ...(alert === 'set-aside' ? setAside : late),
            ]}
          />
        </Flex>
      )}
    </QueryView>
  )
}
