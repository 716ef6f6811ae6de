import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Card, Descriptions, Flex, Form, Input, InputNumber, Radio, Table, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { type Happening, Timeline } from '../../ui/timeline.tsx'
import { CaseTag } from './cases.tsx'

type Case = Awaited<ReturnType<typeof client.performance.getCase>>
type Evidence = {
  facts?: string
  openedBy?: string
  loan?: { number: string; principal: string; outstanding: string; disbursedOn: string; overdueDays: number }
  application?: { id: string; number: string } | null
  approvals?: {
    name: string
    at: string
    minutes: number | null
    withinTime: boolean | null
    reason: string | null
    note: string
  }[]
}

/** A case: the evidence as it was known, what the loan paid and where that stands, finding, appeal, recovery. */
export default function CasePage() {
  const { id } = useParams({ strict: false }) as { id: `case_${string}` }
  const found = useQuery(api.performance.getCase.queryOptions({ input: { id } }))
  return <QueryView query={found}>{data => <Loaded data={data} />}</QueryView>
}

function Loaded({ data }: { data: Case }) {
  const t = useWords()
  const may = useMay()
  const [dialog, setDialog] = useState<'find' | 'appeal' | 'rule' | null>(null)
  const primary =
    data.state === 'open' && may('performance.case.decide') && !data.mine ? (
      <Button type="primary" onClick={() => setDialog('find')}>
        {t('performance.case.find')}
      </Button>
    ) : data.state === 'found' && data.mine ? (
      <Button type="primary" onClick={() => setDialog('appeal')}>
        {t('performance.case.appeal-now')}
      </Button>
    ) : data.state === 'appealed' && may('performance.case.appeal') && !data.mine ? (
      <Button type="primary" onClick={() => setDialog('rule')}>
        {t('performance.case.rule')}
      </Button>
    ) : undefined
  return (
    <>
      <RecordPage
        title={`${data.personName} · ${data.loanNumber}`}
        subtitle={t(`performance.trigger.${data.trigger}`)}
        tags={<CaseTag state={data.state} />}
        figures={[
          { label: t('performance.case.earned'), value: <Money value={data.balances.earned} sign /> },
          { label: t('performance.pay.held'), value: <Money value={data.balances.held} sign /> },
          { label: t('performance.pay.claim'), value: <Money value={data.balances.claim.replace('-', '')} sign /> },
        ]}
        primary={primary}
        tabs={[
          { key: 'evidence', label: t('performance.case.evidence'), content: <EvidencePack data={data} /> },
          { key: 'finding', label: t('performance.case.finding'), content: <Finding data={data} /> },
        ]}
        side={<Timeline items={happenings(data, t)} />}
      />
      {dialog && <Judge data={data} kind={dialog} onClose={() => setDialog(null)} />}
    </>
  )
}

function EvidencePack({ data }: { data: Case }) {
  const t = useWords()
  const evidence = data.evidence as Evidence
  return (
    <Flex vertical gap={14}>
      <Alert type="info" showIcon title={t('performance.case.principle')} />
      {evidence.facts && (
        <Card size="small" title={t('performance.case.facts')}>
          {evidence.facts} <Typography.Text type="secondary">{evidence.openedBy}</Typography.Text>
        </Card>
      )}
      {evidence.loan && (
        <Descriptions
          size="small"
          bordered
          column={{ xs: 1, md: 2 }}
          items={[
            {
              key: 'loan',
              label: t('servicing.loan'),
              children: <Link to={`/servicing/loans/${data.loanId}` as never}>{evidence.loan.number}</Link>,
            },
            ...(evidence.application
              ? [
                  {
                    key: 'application',
                    label: t('origination.application'),
                    children: (
                      <Link to={`/origination/applications/${evidence.application.id}` as never}>
                        {evidence.application.number}
                      </Link>
                    ),
                  },
                ]
              : []),
            {
              key: 'principal',
              label: t('performance.input.principal'),
              children: <Money value={evidence.loan.principal} sign />,
            },
            {
              key: 'left',
              label: t('performance.case.outstanding'),
              children: <Money value={evidence.loan.outstanding} sign />,
            },
            {
              key: 'paid',
              label: t('performance.case.disbursed'),
              children: <DayText day={evidence.loan.disbursedOn} />,
            },
            { key: 'days', label: t('performance.case.overdue'), children: evidence.loan.overdueDays },
          ]}
        />
      )}
      <Table
        size="small"
        rowKey={row => `${row.name}${row.at}`}
        pagination={false}
        scroll={{ x: 'max-content' }}
        title={() => <Typography.Text strong>{t('performance.case.approvals')}</Typography.Text>}
        locale={{ emptyText: t(evidence.application ? 'performance.case.automatic' : 'performance.case.no-file') }}
        dataSource={evidence.approvals ?? []}
        columns={[
          { title: t('team.person'), dataIndex: 'name' },
          { title: t('performance.case.when'), render: (_, row) => <InstantText at={row.at} /> },
          { title: t('performance.input.decision_minutes'), align: 'end', render: (_, row) => row.minutes ?? '—' },
          { title: t('performance.case.words'), render: (_, row) => row.note || row.reason || '—' },
        ]}
      />
    </Flex>
  )
}

function Finding({ data }: { data: Case }) {
  const t = useWords()
  const share = (value: string | null) => (value === null ? null : <Percent value={value} decimals={0} />)
  return (
    <Flex vertical gap={14}>
      <Descriptions
        size="small"
        bordered
        column={1}
        items={[
          {
            key: 'outcome',
            label: t('performance.case.outcome'),
            children: data.outcome ? (
              <>
                {t(`performance.outcome.${data.outcome}`)} {share(data.share)} · {data.decidedByName}
              </>
            ) : (
              t('performance.case.not-yet')
            ),
          },
          { key: 'reason', label: t('performance.case.reason'), children: data.reason ?? '—' },
          {
            key: 'until',
            label: t('performance.case.appeal-until'),
            children: data.appealUntil ? <DayText day={data.appealUntil} /> : '—',
          },
          ...(data.appeal ? [{ key: 'appeal', label: t('performance.case.appeal'), children: data.appeal }] : []),
          ...(data.appealOutcome
            ? [
                {
                  key: 'ruling',
                  label: t('performance.case.ruling'),
                  children: (
                    <>
                      {t(`performance.outcome.${data.appealOutcome}`)} {share(data.appealShare)} · {data.appealByName}
                      {t('ui.colon')}
                      {data.appealReason}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {data.recovery.length > 0 && (
        <Table
          size="small"
          rowKey="month"
          pagination={false}
          title={() => <Typography.Text strong>{t('performance.case.recovery')}</Typography.Text>}
          dataSource={data.recovery}
          columns={[
            { title: t('performance.pay.month'), render: (_, row) => row.month.slice(0, 7) },
            {
              title: `${t('performance.pay.amount')} ¥`,
              align: 'end',
              render: (_, row) => <Money value={row.amount} />,
            },
          ]}
        />
      )}
    </Flex>
  )
}

function happenings(data: Case, t: (word: string) => string): Happening[] {
  const list: Happening[] = []
  if (data.closedAt)
    list.push({
      key: 'closed',
      title: t('performance.case.closed'),
      at: <InstantText at={data.closedAt} />,
      color: 'green',
    })
  if (data.decidedAt)
    list.push({
      key: 'found',
      title: t('performance.case.found'),
      at: <InstantText at={data.decidedAt} />,
      by: data.decidedByName,
    })
  list.push({
    key: 'opened',
    title: t('performance.case.opened'),
    at: <DayText day={data.openedDay} />,
    color: 'orange',
  })
  return list
}

function Judge({ data, kind, onClose }: { data: Case; kind: 'find' | 'appeal' | 'rule'; onClose: () => void }) {
  const t = useWords()
  const text = (name: string, label: string) => (
    <Form.Item
      name={name}
      label={t(label)}
      rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
    >
      <Input.TextArea rows={4} maxLength={1000} />
    </Form.Item>
  )
  if (kind === 'appeal')
    return (
      <CommandForm
        open
        onClose={onClose}
        title={t('performance.case.appeal-now')}
        operation={client.performance.appealCase}
        input={values => ({ id: data.id, version: data.version, text: String(values.text) })}
      >
        {text('text', 'performance.case.appeal')}
      </CommandForm>
    )
  return (
    <CommandForm
      open
      onClose={onClose}
      title={t(kind === 'find' ? 'performance.case.find' : 'performance.case.rule')}
      operation={kind === 'find' ? client.performance.decideCase : client.performance.decideAppeal}
      initial={{ outcome: 'partial', percent: 50 }}
      input={values => ({
        id: data.id,
        version: data.version,
        outcome: values.outcome as 'partial',
        share: values.outcome === 'partial' ? (Number(values.percent) / 100).toFixed(2) : null,
        reason: String(values.reason),
      })}
    >
      <Form.Item name="outcome" label={t('performance.case.outcome')}>
        <Radio.Group
          options={(['none', 'partial', 'full'] as const).map(value => ({
            value,
            label: t(`performance.outcome.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {form =>
          form.getFieldValue('outcome') === 'partial' && (
            <Form.Item name="percent" label={t('performance.case.share')}>
              <InputNumber min={1} max={99} suffix="%" />
            </Form.Item>
          )
        }
      </Form.Item>
      {text('reason', 'performance.case.reason')}
    </CommandForm>
  )
}
