import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, Flex, Form, InputNumber, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { AppraisalTable, type Progress } from './appraisal-table.tsx'

type Ask = Awaited<ReturnType<typeof client.performance.listPeerAsks>>[number]

/** The way to the newest calibration of whom one manages. */
function ToBoard({ rows }: { rows: readonly Progress[] }) {
  const t = useWords()
  const newest = rows[0]
  return (
    newest && (
      <Link to={`/performance/cycles/${newest.cycleId}/calibration` as never}>{t('performance.calibration')}</Link>
    )
  )
}

/** One's own appraisals, whom one manages, and the colleagues one is asked about. */
export default function Appraisals() {
  const t = useWords()
  const appraisals = useQuery(api.performance.listAppraisals.queryOptions({ input: {} }))
  const asks = useQuery(api.performance.listPeerAsks.queryOptions())
  const [asked, setAsked] = useState<Ask | null>(null)
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('performance.appraisal')}
      </Typography.Title>
      <QueryView query={asks}>
        {data =>
          data.length > 0 && (
            <Card size="small" title={t('performance.peer')}>
              <Flex vertical gap={10}>
                <Typography.Text type="secondary">{t('performance.peer.note')}</Typography.Text>
                {data.map(ask => (
                  <Flex key={ask.id} gap={12} align="center" justify="space-between" wrap>
                    <span>
                      <b>{ask.personName}</b> · {t('performance.peer.files', { count: ask.files })} ·{' '}
                      {t('performance.cycle.due')} <DayText day={ask.dueDay} />
                    </span>
                    <Button onClick={() => setAsked(ask)}>{t('performance.peer.answer')}</Button>
                  </Flex>
                ))}
              </Flex>
            </Card>
          )
        }
      </QueryView>
      <QueryView query={appraisals}>
        {data => (
          <>
            <Card size="small" title={t('performance.appraisal.mine')} styles={{ body: { padding: 0 } }}>
              <AppraisalTable rows={data.filter(row => row.mine)} />
            </Card>
            {data.some(row => row.manages) && (
              <Card
                size="small"
                title={t('performance.appraisal.team')}
                styles={{ body: { padding: 0 } }}
                extra={<ToBoard rows={data.filter(row => row.manages && row.state !== 'open')} />}
              >
                <AppraisalTable rows={data.filter(row => row.manages)} />
              </Card>
            )}
            {data.some(row => row.appealed && !row.mine && !row.manages) && (
              <Card size="small" title={t('performance.appraisal.appeal')} styles={{ body: { padding: 0 } }}>
                <AppraisalTable rows={data.filter(row => row.appealed && !row.mine && !row.manages)} />
              </Card>
            )}
          </>
        )}
      </QueryView>
      {asked && (
        <CommandForm
          open
          onClose={() => setAsked(null)}
          title={asked.personName}
          operation={client.performance.answerPeer}
          input={values => ({ id: asked.id, score: Number(values.score) })}
        >
          <Typography.Paragraph type="secondary">{t('performance.peer.note')}</Typography.Paragraph>
          <Form.Item
            name="score"
            label={t('performance.peer.score')}
            rules={[{ required: true, message: t('problem.missing') }]}
          >
            <InputNumber min={0} max={100} precision={0} style={{ width: 160 }} />
          </Form.Item>
        </CommandForm>
      )}
    </Flex>
  )
}
