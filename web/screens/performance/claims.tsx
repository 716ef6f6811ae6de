import { Link } from '@tanstack/react-router'
import { Alert, Button, Flex, Form, Input, InputNumber, Tag } from 'antd'
import { useState } from 'react'
import { client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { grouped, Money } from '../../ui/money.tsx'

type Row = Awaited<ReturnType<typeof client.performance.listClaims>>['rows'][number]
type Kind = 'plan' | 'repay' | 'waive'

/** What findings claim back of paid money: what has come back, what months are to take, and whom nothing can be taken from. */
export default function Claims() {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const [asked, setAsked] = useState<{ row: Row; kind: Kind } | null>(null)
  const money = (key: 'claimed' | 'deducted' | 'repaid' | 'waived' | 'left', hidden = false) => ({
    key,
    title: `${t(`performance.claim.${key}`)} ¥`,
    align: 'end' as const,
    hidden,
    render: (row: Row) => <Money value={row[key]} />,
  })
  const button = (row: Row, kind: Kind) => (
    <Button key={kind} size="small" onClick={() => setAsked({ row, kind })}>
      {t(`performance.claim.${kind}`)}
    </Button>
  )
  return (
    <>
      <ListPage<Row>
        name="performance.claims"
        title={t('performance.claim')}
        load={query => client.performance.listClaims(query as never)}
        searchHint={t('performance.search-name')}
        rowKey={row => `${row.caseId}${row.personId}`}
        exportOf="performance/listClaims"
        empty={{ text: t('performance.claim.empty') }}
        filters={[
          {
            key: 'state',
            label: t('performance.pay.state'),
            options: (['open', 'settled'] as const).map(value => ({ value, label: t(`performance.claim.${value}`) })),
          },
        ]}
        columns={[
          {
            key: 'personName',
            title: t('team.person'),
            render: row => (
              <>
                {row.personName} {row.gone && <Tag>{t('performance.claim.gone')}</Tag>}
              </>
            ),
          },
          {
            key: 'loanNumber',
            title: t('performance.case'),
            render: row =>
              row.opens ? (
                <Link to={`/performance/cases/${row.caseId}` as never}>{row.loanNumber ?? row.caseId}</Link>
              ) : (
                (row.loanNumber ?? row.caseId)
              ),
          },
          money('claimed'),
          money('deducted'),
          money('repaid'),
          money('waived', true),
          money('left'),
          {
            key: 'nextMonth',
            title: t('performance.claim.next'),
            render: row =>
              row.left === '0.00' ? (
                '—'
              ) : row.nextMonth === null ? (
                <Tag color="orange">{t('performance.claim.unplanned')}</Tag>
              ) : (
                <span className="number">
                  {row.nextMonth.slice(0, 7)} · ¥{grouped(row.nextAmount ?? '0.00')}{' '}
                  {row.lastMonth &&
                    row.lastMonth !== row.nextMonth &&
                    t('performance.claim.until', { month: row.lastMonth.slice(0, 7) })}
                </span>
              ),
          },
          {
            key: 'do',
            from: false,
            title: t('performance.dispute.do'),
            render: row =>
              row.left !== '0.00' &&
              row.personId !== me?.person.id && (
                <Flex gap={8}>
                  {may('performance.case.open') && row.offer !== null && row.offer !== '0.00' && button(row, 'plan')}
                  {may('performance.month.pay') && button(row, 'repay')}
                  {may('performance.case.appeal') && button(row, 'waive')}
                </Flex>
              ),
          },
        ]}
      />
      {asked && <Ask {...asked} onClose={() => setAsked(null)} />}
    </>
  )
}

/** How much, and why: a plan by the month, a repayment with its voucher, or a claim let go. */
function Ask({ row, kind, onClose }: { row: Row; kind: Kind; onClose: () => void }) {
  const t = useWords()
  const whose = { caseId: row.caseId as never, personId: row.personId as never }
  const field = kind === 'plan' ? 'monthly' : 'amount'
  const operation =
    kind === 'plan'
      ? client.performance.planClaim
      : kind === 'repay'
        ? client.performance.repayClaim
        : client.performance.waiveClaim
  return (
    <CommandForm
      open
      onClose={onClose}
      title={`${t(`performance.claim.${kind}`)} · ${row.personName}`}
      operation={operation as typeof client.performance.planClaim}
      initial={{ [field]: kind === 'plan' ? row.offer : row.left }}
      input={values => ({ ...whose, [field]: String(values[field]), reason: String(values.reason) }) as never}
    >
      <Alert
        type="info"
        showIcon
        style={{ marginBottom: 12 }}
        title={t('performance.claim.left-is', { left: grouped(row.left) })}
        {...(kind === 'plan' && row.most !== null && row.wage !== null
          ? {
              description: (
                <>
                  {t('performance.claim.most', { wage: grouped(row.wage), most: grouped(row.most) })}
                  {row.offer !== row.most && t('performance.claim.last', { left: grouped(row.left) })}
                </>
              ),
            }
          : {})}
      />
      <Form.Item
        name={field}
        label={t(kind === 'plan' ? 'performance.claim.monthly' : 'performance.pay.amount')}
        rules={[{ required: true, message: t('problem.missing') }]}
      >
        <InputNumber min="0.01" precision={2} prefix="¥" stringMode style={{ width: 200 }} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t(kind === 'repay' ? 'performance.claim.voucher' : 'performance.claim.why')}
        rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
      >
        <Input maxLength={300} />
      </Form.Item>
    </CommandForm>
  )
}
