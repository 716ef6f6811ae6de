import { Button, Grid, Table, Tag, Typography } from 'antd'
import type { EChartsOption } from 'echarts'
import { useMemo, useState } from 'react'
import { useSettings, useWords } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { Money } from '../../ui/money.tsx'
import type { Loan } from './loan-tags.tsx'

type Installment = Loan['installments'][number]

/** From how many paid installments at the beginning of a plan on they are folded. */
const fold = 6

/** The plan as a picture and as a table: what is due when, what has been paid, what penalty has grown. */
export function PlanTab({ loan }: { loan: Loan }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const withFees = loan.installments.some(row => row.fee !== '0.00')
  const withPenalty = loan.installments.some(row => row.penaltyUnpaid !== '0.00')
  const withSubsidy = loan.installments.some(row => row.subsidised !== '0.00')
  // Years of paid installments are not what one opens a loan for: they fold away above the last of them.
  const done = loan.installments.findIndex(row => row.state !== 'paid')
  const folds = done > fold
  const [unfolded, setUnfolded] = useState(false)
  const rows = folds && !unfolded ? loan.installments.slice(done - 1) : loan.installments
  const money = (title: string, value: (row: Installment) => string, strong = false) => ({
    title,
    align: 'end' as const,
    render: (_: unknown, row: Installment) =>
      strong ? (
        <Typography.Text strong>
          <Money value={value(row)} />
        </Typography.Text>
      ) : (
        <Money value={value(row)} />
      ),
  })
  return (
    <>
      <div style={{ marginBottom: 12 }}>
        <PlanChart loan={loan} />
      </div>
      {folds && (
        <Button type="link" size="small" style={{ paddingInline: 12 }} onClick={() => setUnfolded(!unfolded)}>
          {t(unfolded ? 'servicing.plan.fold' : 'servicing.plan.unfold', { count: done - 1 })}
        </Button>
      )}
      <Table<Installment>
        size="small"
        rowKey="seq"
        pagination={false}
        dataSource={rows}
        {...(wide ? { scroll: { x: 'max-content' } } : {})}
        {...(wide
          ? {}
          : {
              // A phone keeps what is asked and when; what it is made of opens below.
              expandable: { expandedRowRender: (row: Installment) => <RowParts row={row} />, expandRowByClick: true },
            })}
        columns={[
          { title: t('servicing.installment.seq'), dataIndex: 'seq', width: 44 },
          { title: t('servicing.installment.dueOn'), render: (_, row) => <DayText day={row.dueOn} /> },
          ...(wide
            ? [
                money(t('servicing.part.principal'), row => row.principal),
                money(t('servicing.part.interest'), row => row.interest),
                ...(withFees ? [money(t('servicing.part.fee'), row => row.fee)] : []),
              ]
            : []),
          money(t('servicing.installment.payment'), row => row.payment, true),
          ...(withSubsidy ? [money(t('servicing.installment.subsidised'), row => row.subsidised)] : []),
          ...(withPenalty && wide ? [money(t('servicing.installment.penalty'), row => row.penaltyUnpaid)] : []),
          ...(wide ? [money(t('servicing.installment.balance'), row => row.balance)] : []),
          { title: t('servicing.installment.state'), render: (_, row) => <InstallmentTag row={row} /> },
        ]}
      />
    </>
  )
}

/** What an installment is made of, and what is left behind it. */
function RowParts({ row }: { row: Installment }) {
  const t = useWords()
  const some = (label: string, value: string) => value !== '0.00' && { label, value: <Money value={value} /> }
  return (
    <DefinitionList
      items={[
        { label: t('servicing.part.principal'), value: <Money value={row.principal} /> },
        { label: t('servicing.part.interest'), value: <Money value={row.interest} /> },
        some(t('servicing.part.fee'), row.fee),
        some(t('servicing.installment.penalty'), row.penaltyUnpaid),
        { label: t('servicing.installment.balance'), value: <Money value={row.balance} /> },
      ]}
    />
  )
}

const tones = {
  grace: 'default',
  capitalised: 'purple',
  paid: 'green',
  'part-paid': 'cyan',
  overdue: 'orange',
  'due-today': 'blue',
  upcoming: 'default',
  settled: 'green',
  'written-off': 'default',
}

function InstallmentTag({ row }: { row: Installment }) {
  const t = useWords()
  const text =
    row.state === 'overdue'
      ? t('servicing.installment.overdueDays', { days: row.overdueDays })
      : t(`servicing.installment.${row.state}`)
  return (
    <Tag color={tones[row.state]} style={{ marginInlineEnd: 0 }}>
      {text}
    </Tag>
  )
}

/** Principal and interest of each installment over the due days, today marked. */
function PlanChart({ loan }: { loan: Loan }) {
  const { t, dark } = useSettings()
  const option = useMemo<EChartsOption>(() => {
    const days = loan.installments.map(row => row.dueOn)
    const next = days.findIndex(day => day >= loan.today)
    const mark = next < 0 ? null : days[next]
    const bars = (name: string, values: string[], color: string) => ({
      name,
      type: 'bar' as const,
      stack: 'plan',
      barCategoryGap: '28%',
      itemStyle: { color },
      data: values.map(Number),
    })
    return {
      grid: { left: 8, right: 12, top: 50, bottom: 4, containLabel: true },
      legend: { right: 0, top: 0, itemWidth: 12, itemHeight: 10 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: {
        type: 'category',
        data: days,
        axisTick: { show: false },
        // Year and month: a whole date is longer than the room of a bar, and cut at the edge of a phone.
        axisLabel: {
          hideOverlap: true,
          alignMinLabel: 'left',
          alignMaxLabel: 'right',
          formatter: (day: string) => day.slice(0, 7),
        },
      },
      yAxis: {
        type: 'value',
        name: t('ui.yuan'),
        // Above the word for today, which may stand over the first installment.
        nameGap: 22,
        nameTextStyle: { align: 'right' },
        splitLine: { lineStyle: { color: dark ? '#333' : '#eceff4' } },
      },
      series: [
        {
          ...bars(
            t('servicing.part.principal'),
            loan.installments.map(row => row.principal),
            '#1456c0',
          ),
          ...(mark && loan.state !== 'settled' && loan.state !== 'settled-early'
            ? {
                markLine: {
                  symbol: 'none',
                  silent: true,
                  label: {
                    formatter: loan.knownOn ? loan.today : t('servicing.today'),
                    color: '#c93a3a',
                    position: 'end' as const,
                  },
                  lineStyle: { color: '#c93a3a', type: 'dashed' as const },
                  data: [{ xAxis: mark }],
                },
              }
            : {}),
        },
        bars(
          t('servicing.part.interest'),
          loan.installments.map(row => row.interest),
          '#8fb4ef',
        ),
      ],
    }
  }, [loan, t, dark])
  return <Chart bare question={t('servicing.plan.question')} option={option} height={190} />
}
