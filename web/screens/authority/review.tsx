import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Card, Flex, Grid, Progress, Table, Tabs, Tag, Typography } from 'antd'
import { api } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { Board, MetricCard } from '../../ui/metric-card.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordTalk } from '../notification/record-talk.tsx'
import { SignLines } from './review-sign.tsx'
import { CampaignState, SignedBar } from './reviews.tsx'

/** One quarter's review: what waits for the reader, and how far each reviewer has come. */
export default function Review() {
  const t = useWords()
  const may = useMay()
  const wide = Grid.useBreakpoint().md ?? true
  const { id } = useParams({ strict: false }) as { id: `campaign_${string}` }
  const review = useQuery(api.authority.getReview.queryOptions({ input: { id } }))
  return (
    <QueryView query={review}>
      {data => (
        <Flex vertical gap={14}>
          <Flex justify="space-between" align="center" gap={12} wrap>
            <div>
              <Flex gap={10} align="center" wrap>
                <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
                  {t('authority.campaign')} {data.quarter}
                </Typography.Title>
                <CampaignState campaign={data} />
              </Flex>
              <Typography.Text type="secondary">
                {t('authority.review.by', { name: data.openedByName })} <DayText day={data.openedOn} /> ·{' '}
                {t('authority.review.due')} <DayText day={data.dueOn} weekday />
              </Typography.Text>
            </div>
            {may('authority.review.read') && (
              <Flex gap={8} wrap>
                <Link to={`/authority/access-reviews/${id}/lines` as never}>
                  <Button icon={wide ? <DownloadOutlined /> : null}>{t('authority.review.tab.lines')}</Button>
                </Link>
                {data.revoking > 0 && (
                  <Link to={`/authority/access-reviews/${id}/lines` as never} search={{ state: 'revoking' } as never}>
                    <Button>
                      {t('authority.review.tab.second')} {data.revoking}
                    </Button>
                  </Link>
                )}
              </Flex>
            )}
          </Flex>
          <Card size="small">
            <SignedBar campaign={data} />
            <Board min={120}>
              {(['lines', 'flagged', 'kept', 'revoking', 'revoked'] as const).map(name => (
                <MetricCard
                  key={name}
                  plain
                  title={t(
                    name === 'lines'
                      ? 'authority.review.line'
                      : name === 'flagged'
                        ? 'authority.review.flags'
                        : `authority.review.state.${name}`,
                  )}
                  value={data[name]}
                />
              ))}
              <MetricCard
                plain
                title={t(data.settledAt ? 'authority.review.state.unsigned' : 'authority.review.left')}
                value={data.lines - data.answered}
                bad={data.settledAt !== null && data.lines > data.answered}
              />
            </Board>
          </Card>
          <Tabs
            items={[
              ...(data.mine > 0
                ? [
                    {
                      key: 'sign',
                      label: `${t('authority.review.tab.sign')} ${data.mine}`,
                      children: <SignLines id={id} />,
                    },
                  ]
                : []),
              {
                key: 'progress',
                label: t('authority.review.tab.progress'),
                children: (
                  <Card styles={{ body: { padding: 0 } }}>
                    <Table
                      size="middle"
                      rowKey={row => row.personId ?? 'nobody'}
                      pagination={false}
                      dataSource={data.reviewers}
                      scroll={{ x: 'max-content' }}
                      columns={[
                        {
                          key: 'name',
                          title: t('authority.review.reviewer'),
                          render: (_, row) => row.name ?? <Tag color="red">{t('authority.review.nobody')}</Tag>,
                        },
                        {
                          key: 'progress',
                          title: t('authority.review.tab.progress'),
                          render: (_, row) => (
                            <Progress
                              percent={Math.floor((row.answered * 100) / row.lines)}
                              size="small"
                              style={{ width: 160 }}
                              aria-label={t('authority.review.progress', row)}
                            />
                          ),
                        },
                        {
                          key: 'lines',
                          title: t('authority.review.line'),
                          align: 'end',
                          render: (_, row) => row.lines,
                        },
                        {
                          key: 'left',
                          title: t('authority.review.left'),
                          align: 'end',
                          render: (_, row) => row.lines - row.answered,
                        },
                        {
                          key: 'flagged',
                          title: t('authority.review.flags'),
                          align: 'end',
                          render: (_, row) => row.flagged,
                        },
                        {
                          key: 'kept',
                          title: t('authority.review.state.kept'),
                          align: 'end',
                          render: (_, row) => row.kept,
                        },
                        {
                          key: 'revoked',
                          title: t('authority.review.state.revoked'),
                          align: 'end',
                          render: (_, row) => row.revoked,
                        },
                        {
                          key: 'called',
                          title: t('authority.review.reminded'),
                          render: (_, row) => (
                            <Flex vertical>
                              {row.remindedAt ? <InstantText at={row.remindedAt} /> : '—'}
                              {row.escalatedToName && (
                                <Typography.Text type="warning">
                                  {t('authority.review.escalated', { name: row.escalatedToName })}
                                </Typography.Text>
                              )}
                            </Flex>
                          ),
                        },
                      ]}
                    />
                  </Card>
                ),
              },
            ]}
          />
          <RecordTalk record={id} />
        </Flex>
      )}
    </QueryView>
  )
}
