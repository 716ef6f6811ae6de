import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Card, DatePicker, Flex, Modal, Progress, Tag, Typography } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client, problemOf } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'

export type Campaign = Awaited<ReturnType<typeof client.authority.listReviews>>['campaigns'][number]

/** 权限复核: each quarter's review of everybody's rights, how far it has come, and what waits for the reader. */
export default function Reviews() {
  const t = useWords()
  const [opening, setOpening] = useState(false)
  const reviews = useQuery(api.authority.listReviews.queryOptions())
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('authority.reviews')}
        </Typography.Title>
        {reviews.data?.mayOpen && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {t('authority.review.open')}
          </Button>
        )}
      </Flex>
      <QueryView query={reviews}>
        {({ campaigns }) =>
          campaigns.length === 0 ? (
            <Card>
              <EmptyState text={t('authority.review.empty')} />
            </Card>
          ) : (
            campaigns.map(campaign => (
              <Card key={campaign.id} size="small">
                <Flex gap={16} align="center" wrap>
                  <div style={{ flex: '1 1 220px' }}>
                    <Link to={`/authority/access-reviews/${campaign.id}` as never}>
                      <Typography.Text strong style={{ fontSize: 16 }} className="number">
                        {campaign.quarter}
                      </Typography.Text>
                    </Link>{' '}
                    <CampaignState campaign={campaign} />
                    <div>
                      <Typography.Text type="secondary">
                        {t('authority.review.by', { name: campaign.openedByName })} <DayText day={campaign.openedOn} />{' '}
                        · {t('authority.review.due')} <DayText day={campaign.dueOn} weekday />
                      </Typography.Text>
                    </div>
                  </div>
                  <div style={{ flex: '1 1 260px' }}>
                    <SignedBar campaign={campaign} />
                  </div>
                  {campaign.mine > 0 && (
                    <Link to={`/authority/access-reviews/${campaign.id}` as never}>
                      <Button>{t('authority.review.mine', { count: campaign.mine })}</Button>
                    </Link>
                  )}
                </Flex>
              </Card>
            ))
          )
        }
      </QueryView>
      {opening && <OpenDialog onClose={() => setOpening(false)} />}
    </Flex>
  )
}

/** How much of what the reader may see is signed. */
export function SignedBar({
  campaign,
}: {
  campaign: Pick<Campaign, 'answered' | 'lines' | 'whole' | 'revoked' | 'revoking'>
}) {
  const t = useWords()
  const { answered, lines, revoked, revoking, whole } = campaign
  return (
    <>
      <Progress
        percent={lines === 0 ? 0 : Math.floor((answered * 100) / lines)}
        size="small"
        aria-label={t('authority.review.progress', { answered, lines })}
      />
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {t('authority.review.progress', { answered, lines })} · {t('authority.review.state.revoked')} {revoked} ·{' '}
        {t('authority.review.state.revoking')} {revoking}
        {whole ? '' : ` · ${t('authority.review.part')}`}
      </Typography.Text>
    </>
  )
}

export function CampaignState({ campaign }: { campaign: Pick<Campaign, 'state'> }) {
  const t = useWords()
  const colour = { running: 'blue', complete: 'green', settled: 'default' }[campaign.state]
  return <Tag color={colour}>{t(`authority.review.${campaign.state}`)}</Tag>
}

/** What opening would write down is shown before it is done. */
function OpenDialog({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const [due, setDue] = useState<Dayjs | null>(null)
  const input = { dueOn: due?.format('YYYY-MM-DD') ?? null }
  const preview = useQuery({
    queryKey: ['preview', 'openReview', input],
    queryFn: () => client.authority.openReview(input, { context: { preview: true } }),
    retry: false,
    staleTime: 0,
    placeholderData: before => before,
  })
  const command = useCommand(client.authority.openReview, { done: t('ui.done'), onDone: () => onClose() })
  const problem = preview.error ? problemOf(preview.error) : null
  return (
    <Modal
      open
      title={t('authority.review.open')}
      okText={t('authority.review.open')}
      cancelText={t('ui.cancel')}
      onCancel={onClose}
      onOk={() => command.mutate(input)}
      okButtonProps={{ disabled: problem !== null || preview.isPending }}
      confirmLoading={command.isPending}
    >
      <Flex vertical gap={12} style={{ paddingBlock: 8 }}>
        <Typography.Text>{t('authority.review.open-lead')}</Typography.Text>
        <Flex gap={8} align="center">
          <label htmlFor="review-due">{t('authority.review.due')}</label>
          <DatePicker id="review-due" value={due} placeholder={preview.data?.dueOn ?? ''} onChange={setDue} />
        </Flex>
        {problem ? (
          <Alert type="error" showIcon title={problem.detail} />
        ) : (
          preview.data && <Alert type="info" showIcon title={t('authority.review.will', { ...preview.data })} />
        )}
      </Flex>
    </Modal>
  )
}
