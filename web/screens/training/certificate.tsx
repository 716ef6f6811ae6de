import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Card, Flex, Tag, Typography } from 'antd'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Places, SkillTag, useName, useTitle } from './parts.tsx'

type Guide = Awaited<ReturnType<typeof client.training.certificateGuide>>

/** Where I stand with a certificate and what leads to it: where a refusal for want of it sends one. */
export default function CertificatePage() {
  const { code } = useParams({ strict: false }) as { code: string }
  const guide = useQuery(api.training.certificateGuide.queryOptions({ input: { code } }))
  return (
    <>
      <Places at="/training/certificates" />
      <QueryView query={guide}>{data => <View guide={data} />}</QueryView>
    </>
  )
}

function View({ guide }: { guide: Guide }) {
  const t = useWords()
  const name = useName()
  const title = useTitle()
  const next = guide.courses.find(course => course.code === guide.courseCode)
  return (
    <Flex vertical gap={14} style={{ maxWidth: 820 }}>
      <Card>
        <Flex justify="space-between" gap={8} wrap align="center">
          <Typography.Title level={1} style={{ fontSize: 19, margin: 0 }}>
            {name(guide)}
          </Typography.Title>
          <SkillTag state={guide.state} />
        </Flex>
        <DefinitionList
          items={[
            {
              label: t('training.needed'),
              value: guide.required ? t('training.needed-by-post') : t('training.not-needed'),
            },
            { label: t('training.certificate.number'), value: guide.number ?? '—' },
            { label: t('training.certificate.validUntil'), value: <InstantText at={guide.validUntil} /> },
            { label: t('training.certificate.endsAt'), value: <InstantText at={guide.endsAt} /> },
            { label: t('training.certificate.validityMonths'), value: guide.validityMonths },
            { label: t('training.certificate.graceDays'), value: guide.graceDays },
          ]}
        />
        {guide.openAttempt ? (
          <Alert
            type="warning"
            showIcon
            title={t('training.exam-open')}
            action={
              <Link to={`/training/exams/${guide.openAttempt}` as never}>
                <Button type="primary">{t('training.exam-continue')}</Button>
              </Link>
            }
          />
        ) : (
          next && (
            <Flex gap={8} align="center" wrap style={{ marginTop: 10 }}>
              <Link to={`/training/courses/${next.code}` as never}>
                <Button type="primary">{t('training.to-course', { title: title(next) })}</Button>
              </Link>
              <Typography.Text type="secondary">{t(`training.course-kind.${next.kind}`)}</Typography.Text>
            </Flex>
          )
        )}
      </Card>
      <Card size="small" title={t('training.history')}>
        {guide.history.length === 0 ? (
          <EmptyState text={t('training.history-none')} />
        ) : (
          guide.history.map(row => (
            <div key={row.number} style={{ padding: '8px 0', borderTop: '1px solid rgba(128,128,128,0.15)' }}>
              <Flex justify="space-between" gap={8} wrap>
                <Typography.Text strong>{row.number}</Typography.Text>
                <Tag>{t(`training.certificate-state.${row.state}`)}</Tag>
              </Flex>
              <div>
                <InstantText at={row.issuedAt} /> – <InstantText at={row.endsAt} />
              </div>
              <Typography.Text type="secondary">{row.evidence}</Typography.Text>
            </div>
          ))
        )}
      </Card>
    </Flex>
  )
}
