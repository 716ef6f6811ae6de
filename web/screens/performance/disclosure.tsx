import { DownloadOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Card, DatePicker, Descriptions, Flex, Tag, Typography } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'

/** What a year deferred, held and took back: as supervisors and annual reports ask for it. */
export default function Disclosure() {
  const { t, language } = useSettings()
  const { me } = useMe()
  const [year, setYear] = useState<number | null>(null)
  const asked = year ?? Number((me?.businessDay ?? '2026-01-01').slice(0, 4))
  const answer = useQuery(
    api.performance.disclosure.queryOptions({ input: { year: String(asked) }, placeholderData: keepPreviousData }),
  )
  const fileOf = (of: number) =>
    `/api/export/performance/listDisclosure?${new URLSearchParams({
      year: String(of),
      columns: JSON.stringify([
        { key: 'item', title: t('performance.disclosure.item'), words: '*' },
        { key: 'detail', title: t('performance.disclosure.detail'), words: '*' },
        { key: 'amount', title: `${t('performance.pay.amount')} ¥` },
        { key: 'share', title: t('performance.disclosure.share'), share: true },
        { key: 'people', title: t('performance.disclosure.people') },
        { key: 'cases', title: t('performance.disclosure.cases') },
      ]),
      title: `${t('performance.disclosure')} ${of}`,
      language,
    })}`
  const money = (key: string, value: string) => ({
    key,
    label: t(`performance.disclosure.${key}`),
    children: <Money value={value} sign />,
  })
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('performance.disclosure')}
        </Typography.Title>
        <Flex gap={8}>
          <DatePicker
            picker="year"
            allowClear={false}
            value={dayjs(`${asked}-01-01`)}
            aria-label={t('performance.disclosure.year')}
            onChange={value => value && setYear(value.year())}
          />
          <Button type="primary" icon={<DownloadOutlined />} href={fileOf(asked)}>
            {t('ui.export')}
          </Button>
        </Flex>
      </Flex>
      <QueryView query={answer}>
        {data => (
          <>
            <Card size="small">
              <Descriptions
                bordered
                size="small"
                column={{ xs: 1, md: 2 }}
                items={[
                  { key: 'people', label: t('performance.disclosure.people'), children: data.people },
                  money('variable', data.variable),
                  money('deferred', data.deferred),
                  money('vested', data.vested),
                  money('held', data.held),
                  money('stillDeferred', data.stillDeferred),
                  money('takenBack', data.takenBack),
                  { key: 'of', label: t('performance.disclosure.peopleTakenBack'), children: data.peopleTakenBack },
                  money('ofUnpaid', data.ofUnpaid),
                  money('ofPaid', data.ofPaid),
                ]}
              />
              <Typography.Paragraph type="secondary" style={{ margin: '10px 0 0' }}>
                {t('ui.as-of')} <InstantText at={data.asOf} />
              </Typography.Paragraph>
            </Card>
            <Card size="small" title={t('performance.disclosure.by-plan')} styles={{ body: { padding: 0 } }}>
              <FoldTable
                size="small"
                rows={data.plans}
                rowKey={row => `${row.plan}${row.riskRelevant}`}
                empty={t('performance.disclosure.no-plans')}
                columns={[
                  {
                    title: t('performance.disclosure.plan'),
                    render: (_, row) => (
                      <>
                        {row.plan} {row.riskRelevant && <Tag color="orange">{t('performance.plan.risk-relevant')}</Tag>}
                      </>
                    ),
                  },
                  { title: t('performance.disclosure.people'), align: 'end', render: (_, row) => row.people },
                  {
                    title: `${t('performance.disclosure.variable')} ¥`,
                    align: 'end',
                    render: (_, row) => <Money value={row.variable} />,
                  },
                  {
                    title: `${t('performance.disclosure.deferred')} ¥`,
                    align: 'end',
                    render: (_, row) => <Money value={row.deferred} />,
                  },
                  {
                    title: t('performance.disclosure.share'),
                    align: 'end',
                    render: (_, row) => <Percent value={row.share} decimals={1} />,
                  },
                  {
                    title: `${t('performance.disclosure.takenBack')} ¥`,
                    align: 'end',
                    render: (_, row) => <Money value={row.takenBack} />,
                  },
                ]}
              />
              <Typography.Paragraph type="secondary" style={{ padding: '8px 12px', margin: 0, fontSize: 12 }}>
                {t('performance.disclosure.law')}
              </Typography.Paragraph>
            </Card>
            <Card size="small" title={t('performance.disclosure.reasons')} styles={{ body: { padding: 0 } }}>
              <FoldTable
                size="small"
                rowKey={row => `${row.trigger}${row.outcome}`}
                rows={data.reasons}
                empty={t('performance.disclosure.none')}
                columns={[
                  { title: t('performance.case.trigger'), render: (_, row) => t(`performance.trigger.${row.trigger}`) },
                  { title: t('performance.case.outcome'), render: (_, row) => t(`performance.outcome.${row.outcome}`) },
                  { title: t('performance.disclosure.cases'), align: 'end', render: (_, row) => row.cases },
                  {
                    title: `${t('performance.disclosure.takenBack')} ¥`,
                    align: 'end',
                    render: (_, row) => <Money value={row.amount} />,
                  },
                ]}
              />
            </Card>
          </>
        )}
      </QueryView>
    </Flex>
  )
}
