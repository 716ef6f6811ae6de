import { QuestionCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Table, Typography } from 'antd'
import { useState } from 'react'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { CoverageDrawer } from '../risk/coverage.tsx'

type Picture = Awaited<ReturnType<typeof client.servicing.getDayPicture>>

/** The dot beside a class; the word says it, the colour only helps. */
const classColour: Record<string, string> = {
  normal: '#2f8f5b',
  'special-mention': '#d4a017',
  substandard: '#e07b39',
  doubtful: '#c93a3a',
  loss: '#7a1f3d',
}

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
  const t = useWords()
  const [covering, setCovering] = useState(false)
  const counted = [
    {
      title: t('servicing.picture.loans'),
      dataIndex: 'loans',
      align: 'end' as const,
      className: 'number',
      render: (loans: number) => loans.toLocaleString(),
    },
    {
      title: `${t('servicing.picture.outstanding')} ¥`,
      align: 'end' as const,
      className: 'number',
      render: (_: unknown, row: { outstanding: string }) => <Money value={row.outstanding} />,
    },
  ]
  const figures: [string, React.ReactNode][] = [
    [t('servicing.picture.outstanding'), <Money key="o" value={data.outstanding} sign />],
    [t('servicing.picture.badRatio'), <Percent key="b" value={data.badRatio} />],
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
          dataSource={data.classes}
          columns={[
            {
              title: t('servicing.picture.class'),
              render: (_, row) => (
                <Flex gap={8} align="center">
                  <span
                    aria-hidden
                    style={{ width: 8, height: 8, borderRadius: 4, background: classColour[row.class] }}
                  />
                  {t(`servicing.class.${row.class}`)}
                </Flex>
              ),
            },
            ...counted,
          ]}
        />
        <Table
          size="small"
          rowKey="stage"
          pagination={false}
          dataSource={data.stages}
          columns={[
            { title: t('servicing.picture.stage'), render: (_, row) => t(`servicing.picture.stage.${row.stage}`) },
            ...counted,
            {
              title: `${t('servicing.picture.loss')} ¥${data.coverage ? ` · ${data.coverage.monthEnd.slice(5)}` : ''}`,
              align: 'end' as const,
              className: 'number',
              render: (_, row) => (row.loss === null ? '—' : <Money value={row.loss} />),
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
    </Flex>
  )
}
