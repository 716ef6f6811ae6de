import { useQuery } from '@tanstack/react-query'
import { Alert, Card, Flex, Segmented, Table, Tag, Tooltip, Typography } from 'antd'
import { useState } from 'react'
import { api, type client } from '../../client.ts'
import { useSettings, useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Severity, useCourses } from './quality-codes.tsx'

type Rate = { found: number; checked: number; rate: number | null; low: number; high: number }
type Lesson = Awaited<ReturnType<typeof client.origination.listQualityLessons>>['rows'][number]
type Effect = Pick<Lesson, 'before' | 'after' | 'fall' | 'fallLow' | 'fallHigh' | 'effect'>

const percent = (share: number) => `${(share * 100).toFixed(1)}%`

/** A name in the reader's language. */
export function useNameOf() {
  const { language } = useSettings()
  return (one: { name: string; nameEn: string }) => (language === 'en' ? one.nameEn : one.name)
}

/** A share with its 95 % interval drawn beneath: a wide bar says that few cases stand behind it. */
function RateBar({ rate }: { rate: Rate }) {
  const t = useWords()
  if (rate.rate === null) return <Typography.Text type="secondary">—</Typography.Text>
  const said = `${percent(rate.low)} – ${percent(rate.high)}`
  return (
    <Tooltip title={`${t('origination.quality.interval')} ${said}`}>
      <div style={{ minWidth: 150 }}>
        <Flex justify="space-between" gap={8}>
          <strong className="number">{percent(rate.rate)}</strong>
          <Typography.Text type="secondary" className="number" style={{ fontSize: 12 }}>
            {t('origination.quality.found-of', { found: rate.found, checked: rate.checked })}
          </Typography.Text>
        </Flex>
        <div style={{ position: 'relative', height: 6, borderRadius: 3, background: 'rgba(128,128,128,0.16)' }}>
          <div
            style={{
              position: 'absolute',
              insetBlock: 0,
              left: percent(rate.low),
              width: percent(rate.high - rate.low),
              borderRadius: 3,
              background: 'rgba(20,86,192,0.38)',
            }}
          />
          <div
            style={{
              position: 'absolute',
              insetBlock: -2,
              left: percent(rate.rate),
              width: 2,
              background: 'var(--ant-color-primary, #1456c0)',
            }}
          />
        </div>
        <Typography.Text type="secondary" className="number" style={{ fontSize: 12 }}>
          {said}
        </Typography.Text>
      </div>
    </Tooltip>
  )
}

/** Defect rates by person and by code, each with its interval. */
export function DefectRates() {
  const t = useWords()
  const nameOf = useNameOf()
  const [basis, setBasis] = useState<'all' | 'random'>('all')
  const rates = useQuery(api.origination.qualityRates.queryOptions({ input: { basis } }))
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={10} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('origination.quality.rates')}
        </Typography.Title>
        <Segmented
          value={basis}
          onChange={setBasis}
          options={(['all', 'random'] as const).map(one => ({
            value: one,
            label: t(`origination.quality.basis.${one}`),
          }))}
        />
      </Flex>
      <QueryView query={rates}>
        {data => (
          <Flex vertical gap={14}>
            {basis === 'all' && <Alert type="info" showIcon title={t('origination.quality.basis-note')} />}
            <Card size="small">
              <Flex gap="10px 32px" wrap align="center">
                <Typography.Text type="secondary">
                  {t('origination.quality.whole')} · <DayText day={data.from} /> – <DayText day={data.to} />
                </Typography.Text>
                <RateBar rate={data.total} />
                {data.pending > 0 && (
                  <Typography.Text type="secondary">
                    {t('origination.quality.pending', { count: data.pending })}
                  </Typography.Text>
                )}
              </Flex>
            </Card>
            {data.total.checked === 0 ? (
              <Card>
                <EmptyState text={t('origination.quality.no-rates')} />
              </Card>
            ) : (
              <div
                style={{
                  display: 'grid',
                  gap: 14,
                  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))',
                }}
              >
                <Card size="small" title={t('origination.quality.by-person')} styles={{ body: { padding: 0 } }}>
                  <Table
                    rowKey={row => row.personId}
                    dataSource={data.people}
                    pagination={false}
                    size="small"
                    columns={[
                      { title: t('origination.quality.person'), render: (_, row) => row.personName },
                      { title: t('origination.quality.rate'), width: 210, render: (_, row) => <RateBar rate={row} /> },
                    ]}
                  />
                </Card>
                <Card size="small" title={t('origination.quality.by-code')} styles={{ body: { padding: 0 } }}>
                  <Table
                    rowKey={row => row.code}
                    dataSource={data.codes}
                    pagination={false}
                    size="small"
                    columns={[
                      {
                        title: t('origination.quality.defect'),
                        render: (_, row) => (
                          <Flex gap={6} wrap>
                            {nameOf(row)} <Severity severity={row.severity} />
                          </Flex>
                        ),
                      },
                      { title: t('origination.quality.rate'), width: 210, render: (_, row) => <RateBar rate={row} /> },
                    ]}
                  />
                </Card>
              </div>
            )}
          </Flex>
        )}
      </QueryView>
    </Flex>
  )
}

const effectTone = { works: 'green', worse: 'red', 'too-few': 'default' } as const

function EffectCell({ row }: { row: Effect }) {
  const t = useWords()
  return (
    <Flex vertical gap={2} align="start">
      <Tag color={effectTone[row.effect]}>{t(`origination.quality.effect.${row.effect}`)}</Tag>
      {row.fall !== null && (
        <Typography.Text type="secondary" className="number" style={{ fontSize: 12 }}>
          {t('origination.quality.fall')} {percent(row.fall)} ({percent(row.fallLow)} – {percent(row.fallHigh)})
        </Typography.Text>
      )}
    </Flex>
  )
}

/** Lessons given for defects, and whether the rate fell after them. */
export function QualityLessons() {
  const t = useWords()
  const nameOf = useNameOf()
  const lessons = useQuery(api.origination.listQualityLessons.queryOptions())
  const figures = [
    {
      title: t('origination.quality.before'),
      width: 200,
      render: (_: unknown, row: Effect) => <RateBar rate={row.before} />,
    },
    {
      title: t('origination.quality.after'),
      width: 200,
      render: (_: unknown, row: Effect) => <RateBar rate={row.after} />,
    },
    { title: t('origination.quality.effect'), render: (_: unknown, row: Effect) => <EffectCell row={row} /> },
  ]
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('origination.quality.lessons')}
      </Typography.Title>
      <QueryView query={lessons}>
        {({ rows, codes }) =>
          rows.length === 0 ? (
            <Card>
              <EmptyState text={t('origination.quality.no-lessons')} />
            </Card>
          ) : (
            <Flex vertical gap={14}>
              <Alert type="info" showIcon title={t('origination.quality.effect-note')} />
              <Card size="small" title={t('origination.quality.by-code')} styles={{ body: { padding: 0 } }}>
                <Table
                  rowKey={row => row.code}
                  dataSource={codes}
                  pagination={false}
                  size="small"
                  scroll={{ x: 'max-content' }}
                  columns={[{ title: t('origination.quality.defect'), render: (_, row) => nameOf(row) }, ...figures]}
                />
              </Card>
              <Card size="small" title={t('origination.quality.by-person')} styles={{ body: { padding: 0 } }}>
                <Table<Lesson>
                  rowKey={row => row.id}
                  dataSource={rows}
                  pagination={false}
                  size="small"
                  scroll={{ x: 'max-content' }}
                  columns={[
                    {
                      title: t('origination.quality.person'),
                      render: (_, row) => (
                        <div>
                          {row.personName}
                          <div>
                            <Typography.Text type="secondary">{nameOf(row)}</Typography.Text>
                          </div>
                        </div>
                      ),
                    },
                    { title: t('origination.quality.lesson'), render: (_, row) => <LessonCell row={row} /> },
                    ...figures,
                  ]}
                />
              </Card>
            </Flex>
          )
        }
      </QueryView>
    </Flex>
  )
}

function LessonCell({ row }: { row: Lesson }) {
  const t = useWords()
  const { titleOf } = useCourses()
  return (
    <Flex vertical gap={2}>
      <span style={{ maxWidth: 260, whiteSpace: 'normal' }}>
        {row.courseGiven && row.courseCode ? titleOf(row.courseCode) : t('origination.quality.lesson-none')}
      </span>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {row.learntAt ? (
          <>
            {t('origination.quality.after')} <InstantText at={row.learntAt} />
          </>
        ) : (
          row.courseGiven && t('origination.quality.lesson-open')
        )}
      </Typography.Text>
      {row.recheckLeft > 0 && (
        <Tag color="orange">
          {t('origination.quality.recheck-left', { left: row.recheckLeft, files: row.recheckFiles })}
        </Tag>
      )}
    </Flex>
  )
}
