import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Descriptions, Drawer, Flex, Form, Grid, Input, Select, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { grouped, Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { WhySteps } from './pay-steps.tsx'
import { share } from './plan-component.tsx'

type Answer = Awaited<ReturnType<typeof client.performance.whyPay>>
export type PayLine = Answer['line']

/** 为什么是这个数: the five steps of a line, and every line it comes from or that follows from it. */
export function PayWhy({
  lineId,
  mine,
  onClose,
}: {
  lineId: `payline_${string}` | null
  mine: boolean
  onClose: () => void
}) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const [doubting, setDoubting] = useState(false)
  return (
    <>
      <Drawer
        open={lineId !== null}
        onClose={onClose}
        size={wide ? 760 : '100%'}
        title={t('ui.why')}
        destroyOnHidden
        extra={
          mine && (
            <Button size="small" onClick={() => setDoubting(true)}>
              {t('performance.pay.doubt')}
            </Button>
          )
        }
      >
        {lineId && <Why lineId={lineId} />}
      </Drawer>
      {lineId && (
        <CommandForm
          open={doubting}
          onClose={() => setDoubting(false)}
          title={t('performance.pay.doubt')}
          operation={client.performance.raiseDispute}
          input={values => ({ lineId, reason: values.reason as 'amount', text: String(values.text) })}
          initial={{ reason: 'amount' }}
        >
          <Form.Item name="reason" label={t('performance.pay.doubt-kind')} rules={[{ required: true }]}>
            <Select
              options={(['amount', 'attribution', 'missing', 'hold', 'other'] as const).map(value => ({
                value,
                label: t(`performance.dispute-reason.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item
            name="text"
            label={t('performance.pay.doubt-text')}
            rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
          >
            <Input.TextArea rows={4} maxLength={1000} />
          </Form.Item>
        </CommandForm>
      )}
    </>
  )
}

function Why({ lineId }: { lineId: `payline_${string}` }) {
  const answer = useQuery(api.performance.whyPay.queryOptions({ input: { lineId } }))
  return <QueryView query={answer}>{data => <FiveSteps data={data} />}</QueryView>
}

function FiveSteps({ data }: { data: Answer }) {
  const t = useWords()
  const { line, why } = data
  const root = data.family[0] ?? line
  return (
    <Flex vertical gap={16}>
      <Descriptions
        size="small"
        bordered
        column={1}
        items={[
          { key: 'what', label: t(`performance.part.${line.part}`), children: t(`performance.step.${line.step}`) },
          {
            key: 'amount',
            label: t('performance.pay.amount'),
            children: (
              <Typography.Text strong style={{ fontSize: 16 }}>
                <Money value={line.amount} sign />
              </Typography.Text>
            ),
          },
          ...(line.loanId
            ? [
                {
                  key: 'loan',
                  label: t('servicing.loan'),
                  children: <Link to={`/servicing/loans/${line.loanId}` as never}>{line.loanNumber}</Link>,
                },
              ]
            : []),
          ...(why.appraisal
            ? [
                {
                  key: 'appraisal',
                  label: t('performance.appraisal.sheet'),
                  children: (
                    <>
                      <Link to={`/performance/appraisals/${why.appraisal.id}` as never}>
                        {t('performance.pay.score-of', { cycle: why.appraisal.cycleName })}
                      </Link>
                      <div>{t('performance.pay.score-was', why.appraisal)}</div>
                    </>
                  ),
                },
              ]
            : []),
          ...(why.pool
            ? [
                {
                  key: 'pool',
                  label: t('performance.part.pool'),
                  children: t('performance.pay.pool-of', {
                    commission: grouped(why.pool.commission),
                    share: share(why.pool.share),
                    people: why.pool.people,
                  }),
                },
              ]
            : []),
        ]}
      />
      <WhySteps why={why} planVersionId={data.planVersionId} amount={root.amount} part={root} />
      <PayLines lines={data.family} title={t('performance.pay.family')} marked={line.id} />
      {data.sources.length > 0 && <PayLines lines={data.sources} title={t('performance.pay.sources')} />}
    </Flex>
  )
}

/** Lines of the ledger, oldest first; a press opens why. */
export function PayLines({
  lines,
  title,
  marked,
  onOpen,
}: {
  lines: readonly PayLine[]
  title?: string
  marked?: string
  onOpen?: (line: PayLine) => void
}) {
  const t = useWords()
  return (
    <div>
      {title && (
        <Typography.Text strong style={{ display: 'block', padding: '4px 0 8px' }}>
          {title}
        </Typography.Text>
      )}
      <FoldTable<PayLine>
        rows={lines}
        rowKey="id"
        size="small"
        empty={t('performance.pay.empty')}
        columns={[
          {
            title: t('performance.pay.what'),
            render: (_, row) => {
              const words = `${t(`performance.part.${row.part}`)} · ${t(`performance.step.${row.step}`)}`
              if (onOpen)
                return (
                  <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onOpen(row)}>
                    {words}
                  </Button>
                )
              return row.id === marked ? <strong>{words}</strong> : words
            },
          },
          { title: t('performance.pay.day'), render: (_, row) => <DayText day={row.day} /> },
          { title: `${t('performance.pay.amount')} ¥`, align: 'end', render: (_, row) => <Money value={row.amount} /> },
          {
            title: t('servicing.loan'),
            render: (_, row) => row.loanNumber ?? '—',
            folds: row => row.loanNumber !== null,
          },
          {
            title: t('performance.pay.move'),
            render: (_, row) => `${t(`performance.account.${row.from}`)} → ${t(`performance.account.${row.to}`)}`,
            folds: () => !onOpen,
          },
          {
            title: t('performance.pay.vests'),
            render: (_, row) => (row.vestsOn ? <DayText day={row.vestsOn} /> : '—'),
            folds: row => row.vestsOn !== null,
          },
        ]}
      />
    </div>
  )
}
