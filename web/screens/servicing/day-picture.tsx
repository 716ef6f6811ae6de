import { QuestionCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Table, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { api, type client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useSettings, useWords } from '../../settings.tsx'
import { grouped, Money, Percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { classColours } from '../risk/buckets.ts'
import { CellDrawer, type Opened } from '../risk/cell-drawer.tsx'
import { CoverageDrawer } from '../risk/coverage.tsx'

type Picture = Awaited<ReturnType<typeof client.servicing.getDayPicture>>

/** The whole book as the last close left it: five classes, stages, and what is expected to be lost. */
export function DayPicture() {
  const t = useWords()
  const picture = useQuery(api.servicing.getDayPicture.queryOptions({ input: {} }))
  return (
    <Card
      size="small"
      title={t('servicing.picture')}
      extra={
        picture.data?.day && <span className="number">{t('servicing.picture.on', { day: picture.data.day })}</span>
      }
    >
      <QueryView query={picture}>
        {data =>
          data.day === null ? (
            <Typography.Text type="secondary">{t('servicing.picture.none')}</Typography.Text>
          ) : (
            <Shown data={data} />
          )
        }
      </QueryView>
    </Card>
  )
}

function Shown({ data }: { data: Picture }) {
  const { t, dark } = useSettings()
  const mayOpen = useMay()('risk.portfolio.read')
  const [covering, setCovering] = useState(false)
  const [opened, setOpened] = useState<Opened | null>(null)
  const day = data.day ?? undefined
  /** A figure that opens its loans to those who may see the pictures of the book. */
  const opening = (title: string, ask: Opened['ask'], value: ReactNode, loans = data.loans) =>
    mayOpen && loans > 0 ? (
      <Button
        type="link"
        style={{ padding: 0, height: 'auto', fontSize: 'inherit', fontWeight: 'inherit' }}
        title={`${title} · ${t('ui.why')}`}
        onClick={() => setOpened({ title, ask })}
      >
        {value}
      </Button>
    ) : (
      value
    )
  const loans = {
    title: t('servicing.picture.loans'),
    dataIndex: 'loans',
    align: 'end' as const,
    className: 'number',
    render: (count: number) => grouped(count),
  }
  const balance = { title: `${t('servicing.picture.outstanding')} ¥`, align: 'end' as const, className: 'number' }
  const figures: [string, ReactNode][] = [
    [
      t('servicing.picture.outstanding'),
      opening(
        t('servicing.picture.outstanding'),
        { picture: 'aging', day },
        <Money key="o" value={data.outstanding} sign />,
      ),
    ],
    [
      t('servicing.picture.badRatio'),
      opening(
        t('servicing.picture.badRatio'),
        { picture: 'aging', day, bad: 'true' },
        <Percent key="b" value={data.badRatio} />,
      ),
    ],
    [t('servicing.picture.overdue'), <Money key="d" value={data.overdue} sign />],
    [t('servicing.books.accrued'), <Money key="a" value={data.accrued} sign />],
    [t('servicing.picture.loss'), data.coverage ? <Money key="l" value={data.coverage.allowance} sign /> : '—'],
    [
      t('servicing.picture.coverage'),
      <Flex key="c" align="center" gap={2}>
        <Percent value={data.coverage?.coverage} />
        {data.coverage && (
          <Button
            type="text"
            size="small"
            icon={<QuestionCircleOutlined />}
            aria-label={`${t('servicing.picture.coverage')} · ${t('ui.why')}`}
            onClick={() => setCovering(true)}
          />
        )}
      </Flex>,
    ],
  ]
  return (
    <Flex vertical gap={12}>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))', gap: 12 }}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <Typography.Text type="secondary">{label}</Typography.Text>
            <div className="number" style={{ fontSize: 18, fontWeight: 600 }}>
              {value}
            </div>
          </div>
        ))}
      </div>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))', gap: 16 }}>
        <Table
          size="small"
          rowKey="class"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={data.classes}
          columns={[
            {
              title: t('servicing.picture.class'),
              render: (_, row, index) => (
                <Flex gap={8} align="center">
                  {/* The word says it, the colour only helps. */}
                  <span
                    aria-hidden
                    style={{ width: 8, height: 8, borderRadius: 4, background: classColours(dark)[index] }}
                  />
                  {t(`servicing.class.${row.class}`)}
                </Flex>
              ),
            },
            loans,
            {
              ...balance,
              render: (_, row) =>
                opening(
                  t(`servicing.class.${row.class}`),
                  { picture: 'aging', day, y: [row.class] },
                  <Money value={row.outstanding} />,
                  row.loans,
                ),
            },
          ]}
        />
        <Table
          size="small"
          rowKey="stage"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={data.stages}
          columns={[
            { title: t('servicing.picture.stage'), render: (_, row) => t(`servicing.picture.stage.${row.stage}`) },
            loans,
            { ...balance, render: (_, row) => <Money value={row.outstanding} /> },
            {
              title: `${t('servicing.picture.loss')} ¥${data.coverage ? ` · ${data.coverage.monthEnd.slice(5)}` : ''}`,
              align: 'end' as const,
              className: 'number',
              render: (_, row) =>
                row.loss === null
                  ? '—'
                  : opening(
                      `${t('servicing.picture.loss')} · ${t(`servicing.picture.stage.${row.stage}`)}`,
                      { picture: 'allowance', day: data.coverage?.monthEnd, y: [String(row.stage)] },
                      <Money value={row.loss} />,
                      row.loans,
                    ),
            },
          ]}
        />
      </div>
      <Typography.Text type="secondary" className="number">
        {data.coverage
          ? t('servicing.picture.lossOn', { day: data.coverage.monthEnd })
          : t('servicing.picture.lossLater')}
      </Typography.Text>
      <CoverageDrawer
        coverage={covering ? data.coverage : null}
        scope={{ reach: 'all', name: null }}
        onClose={() => setCovering(false)}
      />
      <CellDrawer opened={opened} wider={{ reach: 'all', name: null }} onClose={() => setOpened(null)} />
    </Flex>
  )
}
