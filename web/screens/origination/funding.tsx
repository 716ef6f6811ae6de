import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Card, Drawer, Flex, Form, Grid, Input, Popconfirm, Segmented, Table, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Withheld } from '../../ui/withheld.tsx'
import { RecordTalk } from '../notification/record-talk.tsx'
import { TimeLeft } from './parts.tsx'
import type { Funding } from './shapes.ts'

const states = ['requested', 'returned', 'paid'] as const

/** Money asked for, by urgency; opened one by one, checked, and paid by somebody who had no part in it. */
export default function FundingQueue() {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const [state, setState] = useState<(typeof states)[number]>('requested')
  const [opened, setOpened] = useState<`funding_${string}` | null>(null)
  const list = useQuery(api.origination.listFunding.queryOptions({ input: { state } }))
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" wrap gap={10}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('origination.funding-queue')}
        </Typography.Title>
        <Segmented
          value={state}
          onChange={setState}
          options={states.map(one => ({ value: one, label: t(`origination.funding.${one}`) }))}
        />
      </Flex>
      <QueryView query={list}>
        {({ rows, total, amount }) => (
          <Card styles={{ body: { padding: 0 } }}>
            {rows.length === 0 ? (
              <EmptyState text={t('origination.funding-empty')} />
            ) : (
              <Table<Funding>
                rowKey={row => row.id}
                dataSource={rows}
                pagination={false}
                scroll={{ x: 'max-content' }}
                rowClassName="row-link"
                onRow={row => ({ onClick: () => setOpened(row.id) })}
                footer={() => (
                  <Typography.Text strong className="number">
                    {t('origination.total-amount', { count: total, amount: grouped(amount) })}
                  </Typography.Text>
                )}
                columns={[
                  ...(state === 'requested'
                    ? [
                        {
                          title: t('origination.time-left'),
                          render: (_: unknown, row: Funding) => <TimeLeft minutes={row.minutesLeft} />,
                        },
                      ]
                    : []),
                  {
                    title: t('origination.number'),
                    render: (_, row) => (
                      <Button type="link" size="small" className="number" style={{ padding: 0 }}>
                        {row.number}
                      </Button>
                    ),
                  },
                  { title: t('origination.customer'), render: (_, row) => row.customerName },
                  { title: t('origination.principal'), align: 'end', render: (_, row) => <Money value={row.amount} /> },
                  { title: t('origination.dealer'), render: (_, row) => row.dealerName },
                  ...(wide
                    ? [
                        {
                          title: t('origination.owner'),
                          render: (_: unknown, row: Funding) => row.requestedByName,
                        },
                        {
                          title: t('origination.submitted-at'),
                          render: (_: unknown, row: Funding) => <InstantText at={row.requestedAt} />,
                        },
                      ]
                    : []),
                ]}
              />
            )}
          </Card>
        )}
      </QueryView>
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        size={wide ? 520 : '100%'}
        title={t('origination.pay-title')}
        destroyOnHidden
      >
        {opened && <Request id={opened} onDone={() => setOpened(null)} />}
      </Drawer>
    </Flex>
  )
}

function Request({ id, onDone }: { id: `funding_${string}`; onDone: () => void }) {
  const t = useWords()
  const may = useMay()
  const [returning, setReturning] = useState(false)
  const request = useQuery(api.origination.getFunding.queryOptions({ input: { id } }))
  const pay = useCommand(client.origination.disburseFunding, { done: t('origination.action.disburse'), onDone })
  return (
    <QueryView query={request}>
      {data => (
        <Flex vertical gap={16}>
          <div>
            <Typography.Text type="secondary">{t('origination.principal')}</Typography.Text>
            <div style={{ fontSize: 28, fontWeight: 600 }}>
              <Money value={data.amount} sign />
            </div>
            <Link to={`/origination/applications/${data.applicationId}` as never} className="number">
              {data.number} · {data.customerName}
            </Link>
          </div>
          <Card size="small" title={t('origination.payee')}>
            <DefinitionList
              items={[
                { label: t('origination.payee'), value: <strong>{data.payee?.name}</strong> },
                {
                  label: t('origination.account'),
                  value:
                    data.payee?.account === null ? <Withheld /> : <span className="number">{data.payee?.account}</span>,
                },
                { label: t('origination.bank'), value: data.payee?.bankName },
              ]}
            />
          </Card>
          <Card size="small" title={t('origination.checks')}>
            <Flex vertical gap={8}>
              {data.checks.map(check => (
                <Typography.Text key={check.code} type={check.ok ? undefined : 'danger'}>
                  {check.ok ? (
                    <CheckCircleFilled style={{ color: 'var(--ant-color-success, #2f8f5b)' }} />
                  ) : (
                    <CloseCircleFilled />
                  )}{' '}
                  {check.sentence}
                </Typography.Text>
              ))}
            </Flex>
          </Card>
          {data.reason && <Alert type="warning" showIcon title={data.reason} />}
          {data.state === 'requested' && may('origination.funding.disburse') && (
            <>
              <Alert type="info" showIcon title={t('origination.pay-warning')} />
              <Flex gap={8} justify="flex-end">
                <Button onClick={() => setReturning(true)}>{t('origination.return-request')}</Button>
                <Popconfirm
                  title={`${t('origination.pay')} ¥ ${grouped(data.amount)}`}
                  description={data.payee?.name}
                  okText={t('origination.pay')}
                  cancelText={t('ui.cancel')}
                  onConfirm={() => pay.mutate({ id, version: data.version })}
                >
                  <Button type="primary" loading={pay.isPending} disabled={data.checks.some(check => !check.ok)}>
                    {t('origination.pay')}
                  </Button>
                </Popconfirm>
              </Flex>
            </>
          )}
          {data.loanId && (
            <Link to={`/servicing/loans/${data.loanId}` as never}>
              <Button>{t('origination.open-loan')}</Button>
            </Link>
          )}
          <CommandForm
            open={returning}
            title={t('origination.return-request')}
            onClose={() => setReturning(false)}
            onDone={onDone}
            operation={client.origination.returnFunding}
            input={values => ({ id, version: data.version, reason: String(values.reason ?? '') })}
          >
            <Form.Item
              name="reason"
              label={t('origination.why')}
              rules={[{ required: true, message: t('problem.missing') }]}
            >
              <Input.TextArea rows={3} maxLength={500} autoFocus />
            </Form.Item>
          </CommandForm>
          <RecordTalk record={id} />
        </Flex>
      )}
    </QueryView>
  )
}
