import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer, Flex, Grid, Table, Tag, Typography } from 'antd'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { type Scope, useScopeName } from './slice.ts'

/** Which cells of which picture are opened. */
export type Opened = {
  title: string
  ask: NonNullable<Parameters<typeof client.risk.cellLoans>[0]>
  /** What the figure means, where it has a name of its own. */
  definition?: string | undefined
}

/** 为什么是这个数: the loans a cell is made of, each a way to its page; they come to what the cell shows. */
export function CellDrawer({ opened, onClose }: { opened: Opened | null; onClose: () => void }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  return (
    <Drawer
      open={opened !== null}
      onClose={onClose}
      size={wide ? 640 : '100%'}
      title={opened ? `${t('ui.why')}${t('ui.colon')}${opened.title}` : ''}
      destroyOnHidden
    >
      {opened?.definition && (
        <Typography.Paragraph>
          <Typography.Text type="secondary">{t('ui.definition')} </Typography.Text>
          {opened.definition}
        </Typography.Paragraph>
      )}
      {opened && <CellRows ask={opened.ask} />}
    </Drawer>
  )
}

/** The loans some cells are made of. `wider`: whose loans the figure above is about, where that may be more than the reader's own. */
export function CellRows({ ask, wider }: Pick<Opened, 'ask'> & { wider?: Scope }) {
  const t = useWords()
  const scopeName = useScopeName()
  const loss = ask.picture === 'allowance'
  const answer = useQuery(api.risk.cellLoans.queryOptions({ input: ask }))
  return (
    <QueryView query={answer}>
      {data => (
        <Flex vertical gap={12}>
          <Flex gap={20} wrap align="baseline">
            <Typography.Text strong style={{ fontSize: 18 }}>
              <Money value={data.balance} sign />
            </Typography.Text>
            <Typography.Text>{t('risk.loans.count', { count: data.loans })}</Typography.Text>
            <Typography.Text type="secondary">
              {t('ui.as-of')} <DayText day={data.day} />
            </Typography.Text>
          </Flex>
          {wider && wider.reach !== data.scope.reach && (
            <Typography.Text type="warning">{t('risk.scope.part', { name: scopeName(data.scope) })}</Typography.Text>
          )}
          {data.rows.length < data.loans && (
            <Typography.Text type="secondary">{t('risk.rows.first', { count: data.rows.length })}</Typography.Text>
          )}
          <Table
            size="small"
            rowKey={row => `${row.id}/${row.x}/${row.y}`}
            pagination={data.rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
            dataSource={data.rows}
            scroll={{ x: 'max-content' }}
            columns={[
              {
                title: t('servicing.loan'),
                render: (_, row) => <Link to={`/servicing/loans/${row.id}` as never}>{row.number}</Link>,
              },
              {
                title: t(loss ? 'risk.loss' : 'risk.balance'),
                align: 'end',
                render: (_, row) => <Money value={row.balance} />,
              },
              { title: t('risk.lent'), align: 'end', render: (_, row) => <Money value={row.principal} /> },
              {
                title: t('risk.non-performing'),
                render: (_, row) => (row.bad ? <Tag color="red">{t('ui.yes')}</Tag> : t('ui.no')),
              },
            ]}
          />
        </Flex>
      )}
    </QueryView>
  )
}
