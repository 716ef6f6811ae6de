import { useQuery } from '@tanstack/react-query'
import { Button, Card, DatePicker, Flex, Form, Input, Select, Table, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useMemo, useState } from 'react'
import { type SeriesCode, seriesCodes } from '../../../modules/reference/series.ts'
import { api, client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { Chart } from '../../ui/chart.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Mark } from './parameters.tsx'
import { marks } from './schemas.ts'

type Point = Awaited<ReturnType<typeof client.reference.listSeries>>[number]
/** An index is published as a number of its own; everything else here is a share. */
const isIndex = (code: SeriesCode) => code === 'inventory-alert-index'

/** The market as it is published: one series as a picture and as its figures with their sources. */
export default function SeriesPage() {
  const t = useWords()
  const may = useMay()
  const [code, setCode] = useState<SeriesCode>('lpr-1y')
  const [recording, setRecording] = useState(false)
  const series = useQuery(api.reference.listSeries.queryOptions({ input: { code } }))
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" gap={12} wrap align="center">
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('reference.serieses')}
        </Typography.Title>
        <Flex gap={8} wrap>
          <Select
            aria-label={t('reference.series')}
            value={code}
            onChange={setCode}
            popupMatchSelectWidth={false}
            style={{ minWidth: 200 }}
            options={seriesCodes.map(value => ({ value, label: t(`reference.series.${value}`) }))}
          />
          {may('reference.parameter.write') && (
            <Button type="primary" onClick={() => setRecording(true)}>
              {t('reference.series.record')}
            </Button>
          )}
        </Flex>
      </Flex>
      <QueryView query={series}>
        {data =>
          data.length === 0 ? (
            <Card>
              <EmptyState text={t('reference.series.none')} />
            </Card>
          ) : (
            <Loaded code={code} points={data} />
          )
        }
      </QueryView>
      <Record code={code} open={recording} onClose={() => setRecording(false)} />
    </Flex>
  )
}

function Loaded({ code, points }: { code: SeriesCode; points: Point[] }) {
  const t = useWords()
  const index = isIndex(code)
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 20, top: 16, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis' as const,
        valueFormatter: (value: unknown) => (index ? String(value) : `${(Number(value) * 100).toFixed(2)} %`),
      },
      xAxis: { type: 'time' as const },
      yAxis: {
        type: 'value' as const,
        scale: true,
        axisLabel: { formatter: (value: number) => (index ? String(value) : `${(value * 100).toFixed(2)} %`) },
      },
      series: [
        {
          type: 'line' as const,
          step: code.startsWith('lpr') ? ('end' as const) : (false as const),
          symbolSize: points.length > 24 ? 0 : 6,
          data: points.map(point => [point.day, Number(point.value)]),
        },
      ],
    }),
    [code, points, index],
  )
  return (
    <>
      <Chart
        question={t('reference.series.question', { series: t(`reference.series.${code}`) })}
        option={option}
        height={260}
      />
      <Card styles={{ body: { padding: 0 } }}>
        <Table<Point>
          size="small"
          pagination={{ pageSize: 24, hideOnSinglePage: true, showSizeChanger: false }}
          rowKey={row => row.day}
          dataSource={points.toReversed()}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: t('reference.series.day'), render: (_, row) => <DayText day={row.day} /> },
            {
              title: t('reference.series.value'),
              align: 'end',
              render: (_, row) => (index ? <span className="number">{row.value}</span> : <Percent value={row.value} />),
            },
            { title: t('reference.parameter.source'), render: (_, row) => row.source },
            { title: t('reference.parameter.mark'), render: (_, row) => <Mark mark={row.mark} /> },
          ]}
        />
      </Card>
    </>
  )
}

type Figure = Parameters<typeof client.reference.recordSeries>[0]

function Record({ code, open, onClose }: { code: SeriesCode; open: boolean; onClose: () => void }) {
  const t = useWords()
  const { me } = useMe()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      onClose={onClose}
      title={`${t('reference.series.record')} · ${t(`reference.series.${code}`)}`}
      submit={t('ui.save')}
      operation={client.reference.recordSeries}
      initial={{ mark: 'B' }}
      input={values => ({
        code,
        day: (values.day as Dayjs).format('YYYY-MM-DD'),
        value: String(values.value ?? ''),
        source: String(values.source ?? ''),
        mark: values.mark as Figure['mark'],
      })}
    >
      <Form.Item name="day" label={t('reference.series.day')} rules={required}>
        <DatePicker style={{ width: '100%' }} maxDate={dayjs(me?.businessDay)} />
      </Form.Item>
      <Form.Item
        name="value"
        label={t('reference.series.value')}
        rules={required}
        {...(isIndex(code) ? {} : { extra: t('reference.unit.share') })}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item name="source" label={t('reference.parameter.source')} rules={required}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="mark" label={t('reference.parameter.mark')} rules={required}>
        <Select options={marks.map(value => ({ value, label: t(`reference.mark.${value}`) }))} />
      </Form.Item>
    </CommandForm>
  )
}
