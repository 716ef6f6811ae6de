import { Button, Flex, Form, Radio, Tag, Typography } from 'antd'
import { useState } from 'react'
import { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { Money } from '../../ui/money.tsx'
import { ReasonField } from './reason-field.tsx'

type Page = Awaited<ReturnType<typeof client.servicing.listCorrections>>
type Row = Page['rows'][number]
type Outcome = NonNullable<Row['outcome']>

const states = { open: 'orange', decided: 'green', replaced: 'default' } as const

/** Loans that had ended when a value they were set by was corrected: what each paid too much or too little, and what becomes of it. */
export default function Corrections() {
  const t = useWords()
  const may = useMay()
  const [deciding, setDeciding] = useState<Row | null>(null)
  const mayDecide = may('servicing.correction.decide')
  return (
    <>
      <ListPage<Row>
        name="servicing.corrections"
        title={t('servicing.corrections')}
        load={query => client.servicing.listCorrections(query as never)}
        rowKey={row => row.id}
        open={row => `/servicing/loans/${row.loanId}`}
        exportOf="servicing/listCorrections"
        searchHint={t('servicing.loan.search')}
        empty={{ text: t('servicing.correction.none') }}
        filters={[
          {
            key: 'state',
            label: t('servicing.correction.state'),
            options: Object.keys(states).map(value => ({ value, label: t(`servicing.correction.state.${value}`) })),
          },
        ]}
        totals={page => <Totals totals={(page as unknown as Page).totals} />}
        columns={[
          { key: 'number', title: t('servicing.loan.number'), render: row => row.number },
          { key: 'customerName', title: t('party.customer'), render: row => row.customerName ?? '—' },
          {
            key: 'difference',
            title: `${t('servicing.correction.difference')} ¥`,
            sort: 'difference',
            align: 'end',
            render: row => <Difference row={row} />,
          },
          {
            key: 'state',
            words: 'servicing.correction.state',
            title: t('servicing.correction.state'),
            render: row => (
              <Tag color={states[row.state]} style={{ marginInlineEnd: 0 }}>
                {t(`servicing.correction.state.${row.state}`)}
              </Tag>
            ),
          },
          {
            key: 'outcome',
            words: 'servicing.correction.outcome',
            title: t('servicing.correction.outcome'),
            render: row =>
              row.outcome ? (
                <Flex vertical>
                  <span>{t(`servicing.correction.outcome.${row.outcome}`)}</span>
                  <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                    {[row.decidedByName, row.reason].filter(Boolean).join(' · ')}
                  </Typography.Text>
                </Flex>
              ) : row.state === 'open' && mayDecide ? (
                <Button
                  size="small"
                  onClick={event => {
                    event.stopPropagation()
                    setDeciding(row)
                  }}
                >
                  {t('servicing.correction.decide')}
                </Button>
              ) : (
                '—'
              ),
          },
          {
            key: 'loanState',
            words: 'servicing.loan',
            title: t('servicing.correction.loanState'),
            render: row => t(`servicing.loan.${row.loanState}`),
          },
          { key: 'closedOn', title: t('servicing.correction.closedOn'), render: row => <DayText day={row.closedOn} /> },
          {
            key: 'base',
            words: 'servicing.floating',
            title: t('servicing.correction.base'),
            render: row => (
              <span>
                {t(`servicing.floating.${row.base}`)} <DayText day={row.from} />
              </span>
            ),
          },
          {
            key: 'advance',
            title: `${t('servicing.correction.advance')} ¥`,
            align: 'end',
            render: row => (row.advance === '0.00' ? '—' : <Money value={row.advance} />),
          },
          {
            key: 'notedOn',
            title: t('servicing.correction.notedOn'),
            sort: 'notedOn',
            render: row => <DayText day={row.notedOn} />,
          },
        ]}
      />
      {deciding && <Decide row={deciding} onClose={() => setDeciding(null)} />}
    </>
  )
}

/** An amount without its sign. */
const amountOf = (row: Row) => (row.difference ?? '').replace('-', '')

function Difference({ row }: { row: Row }) {
  const t = useWords()
  if (row.difference === null)
    return <Typography.Text type="warning">{t('servicing.correction.unknown')}</Typography.Text>
  const less = row.difference.startsWith('-')
  return (
    <Flex gap={6} justify="end" align="baseline">
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t(`servicing.correction.${less ? 'less' : 'more'}`)}
      </Typography.Text>
      <Typography.Text strong>
        <Money value={amountOf(row)} />
      </Typography.Text>
    </Flex>
  )
}

/** The decision with its reason: only what fits the difference is offered. */
function Decide({ row, onClose }: { row: Row; onClose: () => void }) {
  const t = useWords()
  const outcomes: Outcome[] = [
    ...(row.difference === null || row.difference.startsWith('-') ? (['refund'] as const) : (['waive'] as const)),
    'nothing',
  ]
  return (
    <CommandForm
      open
      title={`${t('servicing.corrections')} · ${row.number}`}
      submit={t('servicing.correction.decide')}
      onClose={onClose}
      operation={client.servicing.decideCorrection}
      initial={{ outcome: outcomes[0] }}
      input={values => ({ id: row.id, outcome: values.outcome as Outcome, reason: String(values.reason ?? '') })}
    >
      <Form.Item name="outcome" label={t('servicing.correction.outcome')}>
        <Radio.Group style={{ width: '100%' }}>
          <Flex vertical gap={10}>
            {outcomes.map(outcome => (
              <Radio key={outcome} value={outcome}>
                {t(`servicing.correction.outcome.${outcome}`)}
                <br />
                <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                  {t(`servicing.correction.outcome.${outcome}.note`, { amount: amountOf(row) })}
                </Typography.Text>
              </Radio>
            ))}
          </Flex>
        </Radio.Group>
      </Form.Item>
      <ReasonField />
    </CommandForm>
  )
}

function Totals({ totals }: { totals: Page['totals'] }) {
  const t = useWords()
  return (
    <Flex gap={28} wrap>
      <Typography.Text strong>{t('servicing.correction.count', { count: totals.loans })}</Typography.Text>
      {(['less', 'more'] as const).map(name => (
        <span key={name}>
          <Typography.Text type="secondary">{t(`servicing.correction.${name}`)} </Typography.Text>
          <Typography.Text strong>
            <Money value={totals[name]} sign />
          </Typography.Text>
        </span>
      ))}
    </Flex>
  )
}
