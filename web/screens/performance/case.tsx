import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Card, Descriptions, Flex, Form, Input, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { Money, percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { type Happening, Timeline } from '../../ui/timeline.tsx'
import { type Case, EvidencePack } from './case-evidence.tsx'
import { CaseTag } from './cases.tsx'

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
          ...(data.heldOfPools && data.heldOfPools !== '0.00'
            ? [{ label: t('performance.case.held-of-pools'), value: <Money value={data.heldOfPools} sign /> }]
            : []),
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

function Finding({ data }: { data: Case }) {
  const t = useWords()
  return (
    <Flex vertical gap={14}>
      <Descriptions
        size="small"
        bordered
        // On a phone a label keeps its line, and what it says wraps.
        styles={{ label: { whiteSpace: 'nowrap' } }}
        column={1}
        items={[
          {
            key: 'outcome',
            label: t('performance.case.outcome'),
            children: data.outcome
              ? `${verdictOf(t, data.outcome, data.share)} · ${data.decidedByName}`
              : t('performance.case.not-yet'),
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
                      {verdictOf(t, data.appealOutcome, data.appealShare)} · {data.appealByName}
                      {t('ui.colon')}
                      {data.appealReason}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {data.state === 'closed' && <Recovery data={data} />}
    </Flex>
  )
}

/** How what was paid comes back: the plan, or why there is none. */
function Recovery({ data }: { data: Case }) {
  const t = useWords()
  if (data.recovery.length === 0)
    return (
      <Alert
        type={data.balances.claim === '0.00' ? 'success' : 'warning'}
        showIcon
        title={t(data.balances.claim === '0.00' ? 'performance.case.no-recovery' : 'performance.case.no-plan')}
        action={<Link to={'/performance/claims' as never}>{t('performance.claim')}</Link>}
      />
    )
  return (
    <Card
      size="small"
      title={t('performance.case.recovery')}
      extra={<Link to={'/performance/claims' as never}>{t('performance.claim')}</Link>}
      styles={{ body: { padding: 0 } }}
    >
      <FoldTable
        size="small"
        rows={data.recovery}
        rowKey="month"
        columns={[
          { title: t('performance.pay.month'), render: (_, row) => row.month.slice(0, 7) },
          { title: `${t('performance.pay.amount')} ¥`, align: 'end', render: (_, row) => <Money value={row.amount} /> },
        ]}
      />
    </Card>
  )
}

/** What a finding or a ruling says, in one line. */
function verdictOf(t: (word: string) => string, outcome: string, share: string | null): string {
  const word = t(`performance.outcome.${outcome}`)
  return share === null ? word : `${word} ${percent(share, 0)}`
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
  // A ruling takes effect at once, in the same transaction that closes the case.
  if (data.closedAt && data.appealOutcome)
    list.push({
      key: 'ruled',
      title: `${t('performance.case.ruling')}${t('ui.colon')}${verdictOf(t, data.appealOutcome, data.appealShare)}`,
      at: <InstantText at={data.closedAt} />,
      by: data.appealByName,
      note: data.appealReason,
    })
  if (data.appealedAt)
    list.push({
      key: 'appealed',
      title: t('performance.case.appealed-by'),
      at: <InstantText at={data.appealedAt} />,
      by: data.personName,
      note: data.appeal,
      color: 'orange',
    })
  if (data.decidedAt && data.outcome)
    list.push({
      key: 'found',
      title: `${t('performance.case.found')}${t('ui.colon')}${verdictOf(t, data.outcome, data.share)}`,
      at: <InstantText at={data.decidedAt} />,
      by: data.decidedByName,
      note: data.reason,
    })
  list.push({
    key: 'opened',
    title: t('performance.case.opened'),
    at: <DayText day={data.openedDay} />,
    by: data.evidence.openedBy,
    note: t(`performance.trigger.${data.trigger}`),
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
  const found = data.outcome ? verdictOf(t, data.outcome, data.share) : ''
  if (kind === 'appeal')
    return (
      <CommandForm
        open
        onClose={onClose}
        title={t('performance.case.appeal-now')}
        operation={client.performance.appealCase}
        input={values => ({ id: data.id, version: data.version, text: String(values.text) })}
      >
        {data.appealUntil && (
          <Alert
            type="info"
            showIcon
            style={{ marginBottom: 12 }}
            title={t('performance.case.found-was', { outcome: found })}
            description={
              <>
                {t('performance.case.appeal-until')} <DayText day={data.appealUntil} />
              </>
            }
          />
        )}
        {text('text', 'performance.case.appeal')}
      </CommandForm>
    )
  const note =
    kind === 'rule'
      ? t('performance.case.found-was', { outcome: found })
      : t(data.duty === 'must' ? 'performance.case.duty-must-note' : 'performance.case.judge-note')
  return (
    <CommandForm
      open
      onClose={onClose}
      title={t(kind === 'find' ? 'performance.case.find' : 'performance.case.rule')}
      operation={kind === 'find' ? client.performance.decideCase : client.performance.decideAppeal}
      initial={{
        outcome: data.duty === 'must' ? 'full' : kind === 'rule' && data.outcome === 'none' ? 'none' : 'partial',
        percent: kind === 'rule' && data.share !== null ? Math.round(Number(data.share) * 100) : 50,
      }}
      input={values => ({
        id: data.id,
        version: data.version,
        outcome: values.outcome as 'partial',
        share: values.outcome === 'partial' ? (Number(values.percent) / 100).toFixed(2) : null,
        reason: String(values.reason),
      })}
    >
      <Alert
        type="info"
        showIcon
        style={{ marginBottom: 12 }}
        title={note}
        {...(kind === 'rule' ? { description: t('performance.case.never-worse') } : {})}
      />
      <Form.Item name="outcome" label={t('performance.case.outcome')}>
        <Radio.Group
          options={(['none', 'partial', 'full'] as const).map(value => ({
            value,
            label: t(`performance.outcome.${value}`),
            disabled: kind === 'find' && data.duty === 'must' && value !== 'full',
          }))}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {form =>
          form.getFieldValue('outcome') === 'partial' && (
            <Form.Item name="percent" label={t('performance.case.share')}>
              <InputNumber min={1} max={99} precision={0} suffix="%" />
            </Form.Item>
          )
        }
      </Form.Item>
      {text('reason', 'performance.case.reason')}
    </CommandForm>
  )
}
