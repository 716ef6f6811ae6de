import { Link } from '@tanstack/react-router'
import { Alert, Card, Descriptions, Flex, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import type { client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Reasons } from '../origination/reasons.tsx'

export type Case = Awaited<ReturnType<typeof client.performance.getCase>>
type Evidence = Case['evidence']

/** Everything a finding may go by: the loan, the figures and versions of the day, who judged what, dissent, and quality control. */
export function EvidencePack({ data }: { data: Case }) {
  const { t } = useSettings()
  const { evidence } = data
  return (
    <Flex vertical gap={14}>
      <Alert
        type="info"
        showIcon
        title={t('performance.case.principle')}
        description={t(data.state === 'open' ? 'performance.case.evidence-live' : 'performance.case.evidence-kept')}
      />
      {evidence.facts && (
        <Card size="small" title={t('performance.case.facts')}>
          {evidence.facts}{' '}
          <Typography.Text type="secondary" style={{ whiteSpace: 'nowrap' }}>
            {evidence.openedBy}
          </Typography.Text>
        </Card>
      )}
      <TheLoan data={data} />
      {evidence.decision && <Then decision={evidence.decision} />}
      {evidence.application && (
        <>
          <Steps evidence={evidence} />
          <Votes evidence={evidence} />
          <Checks evidence={evidence} />
        </>
      )}
    </Flex>
  )
}

function TheLoan({ data: { evidence, loanId } }: { data: Case }) {
  const { t } = useSettings()
  const { loan, application } = evidence
  const items: { key: string; label: string; children: ReactNode }[] = [
    {
      key: 'loan',
      label: t('servicing.loan'),
      children: <Link to={`/servicing/loans/${loanId}` as never}>{loan.number}</Link>,
    },
    {
      key: 'application',
      label: t('origination.application'),
      children: application ? (
        <Link to={`/origination/applications/${application.id}` as never}>{application.number}</Link>
      ) : (
        t('performance.case.no-file')
      ),
    },
    { key: 'principal', label: t('performance.input.principal'), children: <Money value={loan.principal} sign /> },
    { key: 'left', label: t('performance.case.outstanding'), children: <Money value={loan.outstanding} sign /> },
    { key: 'paid', label: t('performance.case.disbursed'), children: <DayText day={loan.disbursedOn} /> },
    { key: 'days', label: t('performance.case.overdue'), children: loan.overdueDays },
  ]
  return (
    <Descriptions
      size="small"
      bordered
      styles={{ label: { whiteSpace: 'nowrap' } }}
      column={{ xs: 1, md: 2 }}
      items={items}
    />
  )
}

/** The decision of the rules as it was: verdict, score, versions, and what each rule saw. */
function Then({ decision }: { decision: NonNullable<Evidence['decision']> }) {
  const { t } = useSettings()
  const may = useMay()
  const { score } = decision
  return (
    <Flex vertical gap={10}>
      <Descriptions
        size="small"
        bordered
        // On a phone a label keeps its line, and what it says wraps.
        styles={{ label: { whiteSpace: 'nowrap' } }}
        title={<span style={{ fontSize: 14 }}>{t('performance.case.then')}</span>}
        {...(may('decision.decision.read')
          ? {
              extra: (
                <Link to={`/decision/decisions/${decision.id}` as never}>{t('performance.case.open-decision')}</Link>
              ),
            }
          : {})}
        column={{ xs: 1, md: 2 }}
        items={[
          {
            key: 'verdict',
            label: t('performance.case.rules'),
            children: t(`decision.verdict.${decision.verdict}`),
          },
          {
            key: 'at',
            label: t('performance.case.decided-at'),
            children: <InstantText at={decision.decidedAt} />,
          },
          { key: 'set', label: t('performance.case.rule-set'), children: `v${decision.ruleSetNumber}` },
          {
            key: 'card',
            label: t('performance.case.card'),
            children: score ? <code>{score.card}</code> : '—',
          },
          {
            key: 'score',
            label: t('performance.case.score'),
            children: score ? t('performance.case.score-band', { points: score.points ?? '—', band: score.band }) : '—',
          },
        ]}
      />
      <Reasons decision={decision} />
      {score && score.lines.length > 0 && (
        <Card size="small" title={t('performance.case.score-lines')} styles={{ body: { padding: 0 } }}>
          <FoldTable
            size="small"
            rows={score.lines}
            rowKey="label"
            columns={[
              { title: t('performance.pay.what'), render: (_, row) => row.label },
              { title: t('performance.case.fact'), align: 'end', render: (_, row) => row.value ?? '—' },
              { title: t('performance.case.points'), align: 'end', render: (_, row) => row.points ?? '—' },
            ]}
          />
        </Card>
      )}
    </Flex>
  )
}

function Steps({ evidence: { steps } }: { evidence: Evidence }) {
  const { t } = useSettings()
  return (
    <Card size="small" title={t('performance.case.steps')} styles={{ body: { padding: 0 } }}>
      <FoldTable
        size="small"
        rows={steps}
        rowKey={row => `${row.at}${row.action}${row.name}`}
        empty={t('performance.case.automatic')}
        columns={[
          { title: t('performance.case.step'), render: (_, row) => t(`origination.action.${row.action}`) },
          { title: t('team.person'), render: (_, row) => row.name },
          { title: t('performance.case.when'), render: (_, row) => <InstantText at={row.at} /> },
          {
            title: t('performance.input.decision_minutes'),
            align: 'end',
            render: (_, row) => (
              <>
                {row.withinTime === false && <Tag color="red">{t('performance.case.late')}</Tag>}
                <span className="number">{row.minutes ?? '—'}</span>
              </>
            ),
          },
          {
            title: `${t('performance.pay.amount')} ¥`,
            align: 'end',
            render: (_, row) => <Money value={row.principal} />,
            folds: row => row.principal !== null,
          },
          {
            title: t('performance.case.words'),
            long: true,
            render: (_, row) => (
              <div style={{ minWidth: 180 }}>
                {row.exceptions.map(one => (
                  <Tag key={one} color="orange">
                    {t('performance.case.exception', { what: exceptionName(t, one) })}
                  </Tag>
                ))}
                {row.reason && (
                  <Tag>{t(`origination.${row.action === 'return' ? 'return' : 'reject'}.${row.reason}`)}</Tag>
                )}
                {row.note || (row.exceptions.length === 0 && !row.reason && '—')}
              </div>
            ),
          },
        ]}
      />
    </Card>
  )
}

/** The matrix's own exceptions have words; the others are rules by their code. */
function exceptionName(t: (word: string) => string, code: string): string {
  const word = t(`authority.exception.${code}`)
  return word.includes('authority.exception') ? code : word
}

/** A part of the pack there is nothing in. */
function Nothing({ title, text }: { title: string; text: string }) {
  return (
    <Card size="small" title={title}>
      <Typography.Text type="secondary">{text}</Typography.Text>
    </Card>
  )
}

function Votes({ evidence: { votes } }: { evidence: Evidence }) {
  const { t } = useSettings()
  if (votes.length === 0) return <Nothing title={t('performance.case.votes')} text={t('performance.case.no-votes')} />
  return (
    <Card size="small" title={t('performance.case.votes')} styles={{ body: { padding: 0 } }}>
      <FoldTable
        size="small"
        rows={votes}
        rowKey={row => `${row.at}${row.name}`}
        columns={[
          { title: t('team.person'), render: (_, row) => row.name },
          {
            title: t('origination.sitting.vote'),
            render: (_, row) => (
              <>
                {t(`origination.sitting.vote.${row.vote}`)}{' '}
                {row.vote !== 'for' && <Tag color="orange">{t('performance.case.dissent')}</Tag>}
              </>
            ),
          },
          { title: t('performance.case.opinion'), long: true, render: (_, row) => row.opinion || '—' },
          { title: t('performance.case.when'), render: (_, row) => <InstantText at={row.at} /> },
        ]}
      />
    </Card>
  )
}

function Checks({ evidence: { checks } }: { evidence: Evidence }) {
  const { t, language } = useSettings()
  if (checks.length === 0)
    return <Nothing title={t('performance.case.checks')} text={t('performance.case.no-checks')} />
  return (
    <Card size="small" title={t('performance.case.checks')} styles={{ body: { padding: 0 } }}>
      <FoldTable
        size="small"
        rows={checks}
        rowKey={row => `${row.personName}${row.checkedAt}${row.reasons.join()}`}
        columns={[
          { title: t('origination.quality.person'), render: (_, row) => row.personName },
          {
            title: t('origination.quality.why'),
            render: (_, row) => row.reasons.map(one => t(`origination.quality.reason.${one}`)).join(t('ui.comma')),
          },
          { title: t('origination.quality.checker'), render: (_, row) => row.checkedByName ?? '—' },
          {
            title: t('origination.quality.defects'),
            long: true,
            render: (_, row) =>
              row.defects.length === 0
                ? t(row.state === 'open' ? 'performance.case.not-yet' : 'performance.case.check-clean')
                : row.defects.map(one => (
                    <div key={`${one.name}${one.note}`}>
                      <Tag color={one.upheld === false ? 'default' : 'red'}>
                        {language === 'en' ? one.nameEn : one.name}
                      </Tag>
                      {one.note}{' '}
                      {one.upheld !== null && (
                        <Typography.Text type="secondary">
                          {t(one.upheld ? 'origination.quality.upheld' : 'origination.quality.lifted')}
                        </Typography.Text>
                      )}
                    </div>
                  )),
          },
          { title: t('origination.quality.remark'), long: true, render: (_, row) => row.note || '—' },
        ]}
      />
    </Card>
  )
}
