import { CheckCircleFilled, ExclamationCircleFilled, MinusCircleFilled, QuestionCircleFilled } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Grid, Table, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import type { LineState } from '../../../modules/training/career.ts'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { grouped } from '../../ui/money.tsx'
import { useName } from './parts.tsx'

export type CareerLine = NonNullable<Awaited<ReturnType<typeof client.training.getCareer>>['target']>['lines'][number]

/** Hundredths as a decimal text, by moving the point; and back. */
export const pointed = (text: string) => `${text.padStart(3, '0').slice(0, -2)}.${text.padStart(3, '0').slice(-2)}`
export const unpointed = (text: string) => {
  const [whole = '0', part = ''] = text.split('.')
  return `${whole}${part.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '')
}
/** Whether a unit is kept in hundredths of what people say. */
export const inHundredths = (unit: string) => unit === 'money' || unit === 'share'

/** A figure of a requirement as people say it. */
export function useFigure() {
  const t = useWords()
  return (unit: CareerLine['unit'], value: string): string => {
    if (unit === 'money') return `¥${grouped(pointed(value))}`
    if (unit === 'share') return `${pointed(value)} %`
    if (unit === 'minutes') return t('training.minutes', { count: value })
    if (unit === 'months') return t('training.month-count', { count: value })
    if (unit === 'rating') return t('training.rating-of', { count: value })
    return grouped(value)
  }
}

const looks: Record<LineState, { color: string; icon: ReactNode }> = {
  met: { color: 'green', icon: <CheckCircleFilled /> },
  short: { color: 'orange', icon: <MinusCircleFilled /> },
  missing: { color: 'red', icon: <ExclamationCircleFilled /> },
  'too-few': { color: 'default', icon: <QuestionCircleFilled /> },
}

/** Whether a requirement is met: an icon and a word. */
export function LineTag({ state }: { state: LineState }) {
  const t = useWords()
  return (
    <Tag color={looks[state].color} icon={looks[state].icon} style={{ marginInlineEnd: 0 }}>
      {t(`training.line-state.${state}`)}
    </Tag>
  )
}

/** What a step asks for, what there is, and whether that is enough; with the way to what is missing for one's own. */
export function Lines({ lines, own = false }: { lines: CareerLine[]; own?: boolean }) {
  const t = useWords()
  const name = useName()
  const figure = useFigure()
  const wide = Grid.useBreakpoint().md ?? true
  const title = (line: CareerLine) => (line.kind === 'months' ? t('training.line.months') : name(line))
  const wanted = (line: CareerLine) =>
    line.kind === 'certificate'
      ? t('training.certificate')
      : t(line.better === 'more' ? 'training.at-least' : 'training.at-most', { value: figure(line.unit, line.wanted) })
  const has = (line: CareerLine) => {
    if (line.kind === 'certificate')
      return line.endsAt ? (
        <>
          {t('training.counts-until')} <DayText day={line.endsAt.slice(0, 10)} />
        </>
      ) : (
        '—'
      )
    return line.has === null ? '—' : figure(line.unit, line.has)
  }
  const note = (line: CareerLine) =>
    line.kind === 'result'
      ? `${t('training.over-months', { months: line.months ?? 0 })} · ${t('training.on-records', { rows: line.rows ?? 0, least: line.least ?? 0 })}`
      : ''
  const act = (line: CareerLine) =>
    own && line.kind === 'certificate' && line.state === 'missing' ? (
      <Link to={`/training/certificates/${line.code}` as never}>
        <Button size="small" tabIndex={-1}>
          {t('training.renew-now')}
        </Button>
      </Link>
    ) : null
  if (!wide)
    return lines.map(line => (
      <div
        key={`${line.kind}.${line.code}`}
        style={{ padding: '10px 14px', borderTop: '1px solid rgba(128,128,128,0.15)' }}
      >
        <Flex justify="space-between" gap={8} align="center">
          <Typography.Text strong>{title(line)}</Typography.Text>
          <LineTag state={line.state} />
        </Flex>
        <Flex gap="4px 14px" wrap align="center">
          <Typography.Text type="secondary">
            {t('training.line.wanted')} {wanted(line)}
          </Typography.Text>
          <Typography.Text type="secondary">
            {t('training.line.has')} {has(line)}
          </Typography.Text>
          {act(line)}
        </Flex>
        {note(line) && <Typography.Text type="secondary">{note(line)}</Typography.Text>}
      </div>
    ))
  return (
    <Table
      size="small"
      pagination={false}
      rowKey={line => `${line.kind}.${line.code}`}
      scroll={{ x: 'max-content' }}
      dataSource={lines}
      columns={[
        {
          title: t('training.line'),
          render: (_, line) => (
            <>
              {title(line)}{' '}
              {line.kind !== 'months' && (
                <Typography.Text type="secondary">{t(`training.line.${line.kind}`)}</Typography.Text>
              )}
              {note(line) && (
                <div>
                  <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                    {note(line)}
                  </Typography.Text>
                </div>
              )}
            </>
          ),
        },
        { title: t('training.line.wanted'), render: (_, line) => <span className="number">{wanted(line)}</span> },
        { title: t('training.line.has'), render: (_, line) => <span className="number">{has(line)}</span> },
        {
          title: t('training.state'),
          render: (_, line) => (
            <Flex gap={8} align="center">
              <LineTag state={line.state} />
              {act(line)}
            </Flex>
          ),
        },
      ]}
    />
  )
}

const proposalTones = { proposed: 'blue', approved: 'green', refused: 'red', withdrawn: 'default' } as const

/** How a proposal stands. */
export function ProposalTag({ state }: { state: keyof typeof proposalTones }) {
  const t = useWords()
  return <Tag color={proposalTones[state]}>{t(`training.proposal-state.${state}`)}</Tag>
}
