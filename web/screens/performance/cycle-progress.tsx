import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Progress, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { AppraisalTable, type Progress as Row } from './appraisal-table.tsx'

/** What a cycle asks for, part by part: how much of it there is, and who still owes it. */
const steps = [
  { key: 'goals', in: 'open', done: (row: Row) => [Number(row.goalsAgreed), 1] },
  { key: 'self', in: 'open', done: (row: Row) => [Number(row.selfDone), 1] },
  { key: 'manager', in: 'open', done: (row: Row) => [Number(row.managerDone), 1] },
  { key: 'peer', in: 'open', done: (row: Row) => [row.peersAnswered, row.peersAsked] },
  { key: 'customer', in: 'open', done: (row: Row) => [row.customersAnswered, row.customersAsked] },
  { key: 'signed-person', in: 'signing', done: (row: Row) => [Number(row.signedByPerson !== null), 1] },
  { key: 'signed-manager', in: 'signing', done: (row: Row) => [Number(row.signedByManager !== null), 1] },
] as const
type Step = (typeof steps)[number]

/** How far a cycle is: each part with what is done of it; a press shows who still owes it. */
export function CycleProgress({ cycleId, name, state }: { cycleId: `cycle_${string}`; name: string; state: string }) {
  const t = useWords()
  const [owing, setOwing] = useState<Step | null>(null)
  const people = useQuery(api.performance.listAppraisals.queryOptions({ input: { cycleId } }))
  const owes = (step: Step) => (row: Row) => {
    const [done, all] = step.done(row)
    return done! < all!
  }
  return (
    <QueryView query={people}>
      {rows => {
        const after = state === 'signing' || state === 'closed'
        const shown = steps.filter(step => after || step.in === 'open')
        const late = rows.filter(row => row.late).length
        const declined = rows.reduce((all, row) => all + row.customersDeclined, 0)
        return (
          <Card
            size="small"
            title={`${t('performance.appraisal.everyone')} · ${name}`}
            extra={late > 0 && <Tag color="red">{t('performance.cycle.late', { count: late })}</Tag>}
            styles={{ body: { padding: 0 } }}
          >
            {rows.length > 0 && (
              <div
                style={{
                  display: 'grid',
                  gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))',
                  gap: '6px 20px',
                  padding: '12px 16px',
                }}
              >
                {shown.map(step => (
                  <Part
                    key={step.key}
                    step={step}
                    rows={rows}
                    chosen={owing === step}
                    onPick={() => setOwing(owing === step ? null : step)}
                    note={
                      step.key === 'customer' && declined > 0
                        ? t('performance.voice.refused', { count: declined })
                        : null
                    }
                  />
                ))}
              </div>
            )}
            {owing && (
              <Flex gap={8} align="center" style={{ padding: '0 16px 10px' }} wrap>
                <Typography.Text type="secondary">
                  {t('performance.cycle.owing', { part: t(wordOf(owing)), count: rows.filter(owes(owing)).length })}
                </Typography.Text>
                <Button size="small" onClick={() => setOwing(null)}>
                  {t('ui.all')}
                </Button>
              </Flex>
            )}
            <AppraisalTable
              rows={owing ? rows.filter(owes(owing)) : rows}
              ofOneCycle
              empty="performance.cycle.no-people"
            />
          </Card>
        )
      }}
    </QueryView>
  )
}

const wordOf = ({ key }: Step) =>
  key.startsWith('signed') ? `performance.appraisal.${key}` : `performance.part.${key}`

type PartProps = { step: Step; rows: readonly Row[]; chosen: boolean; onPick: () => void; note: string | null }

function Part({ step, rows, chosen, onPick, note }: PartProps) {
  const t = useWords()
  const sums = rows.map(step.done)
  const done = sums.reduce((all, [one]) => all + one!, 0)
  const all = sums.reduce((sum, [, one]) => sum + one!, 0)
  const name = t(wordOf(step))
  return (
    <button
      type="button"
      className="row-link"
      aria-pressed={chosen}
      onClick={onPick}
      style={{
        font: 'inherit',
        color: 'inherit',
        textAlign: 'start',
        background: 'none',
        cursor: 'pointer',
        padding: '4px 8px',
        borderRadius: 6,
        border: chosen ? '1px solid var(--ant-color-primary)' : '1px solid transparent',
      }}
    >
      <Flex justify="space-between" gap={8}>
        <span>{name}</span>
        <span className="number">
          {done} / {all}
        </span>
      </Flex>
      <Progress
        size="small"
        showInfo={false}
        percent={all === 0 ? 0 : Math.floor((done * 100) / all)}
        status={all > 0 && done === all ? 'success' : 'normal'}
        aria-label={`${name} ${done} / ${all}`}
      />
      {note && <Typography.Text type="secondary">{note}</Typography.Text>}
    </button>
  )
}
