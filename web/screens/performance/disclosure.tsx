import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Card, Descriptions, Flex, InputNumber, Table, Typography } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { Money } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'

/** What a year deferred, held and took back: as supervisors and annual reports ask for it. */
export default function Disclosure() {
  const t = useWords()
  const { me } = useMe()
  const [year, setYear] = useState<number | null>(null)
  const asked = year ?? Number((me?.businessDay ?? '2026-01-01').slice(0, 4))
  const answer = useQuery(
    api.performance.disclosure.queryOptions({ input: { year: String(asked) }, placeholderData: keepPreviousData }),
  )
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
        <InputNumber
          min={2000}
          max={2100}
          value={asked}
          aria-label={t('performance.disclosure.year')}
          onChange={value => value && setYear(value)}
        />
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
            <Card size="small" title={t('performance.disclosure.reasons')} styles={{ body: { padding: 0 } }}>
              <Table
                size="small"
                rowKey={row => `${row.trigger}${row.outcome}`}
                pagination={false}
                dataSource={data.reasons}
                locale={{ emptyText: t('performance.disclosure.none') }}
                columns={[
                  { title: t('performance.case.trigger'), render: (_, row) => t(`performance.trigger.${row.trigger}`) },
                  { title: t('performance.case.outcome'), render: (_, row) => t(`performance.outcome.${row.outcome}`) },
                  { title: t('performance.disclosure.cases'), align: 'end', dataIndex: 'cases' },
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
