import { QuestionCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, Flex, Progress, Typography } from 'antd'
import { api } from '../../client.ts'
import { useRefusals } from '../../refusals.ts'
import { useSettings, useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowLink } from '../../ui/row-link.tsx'
import { HomePage } from '../home/first-page.tsx'
import { WaitingForMe } from '../home/waiting.tsx'
import { spoken } from './spoken.ts'

const questions = ['who-could', 'what-can', 'who-saw', 'what-if'] as const
const line = { padding: '9px 16px', borderTop: '1px solid rgba(128,128,128,0.12)' }

/** The auditor's first page: the questions one comes with, what waits, how far everybody's rights are signed, and who was refused what. */
export default function HomeAuditor() {
  const t = useWords()
  return (
    <HomePage
      top={
        <Card size="small" title={t('authority.questions')}>
          <Flex gap={10} wrap>
            {questions.map(one => (
              <Link key={one} to="/authority/questions" search={{ ask: one } as never}>
                <Button size="large" icon={<QuestionCircleOutlined />} tabIndex={-1}>
                  {t(`authority.question.${one}`)}
                </Button>
              </Link>
            ))}
          </Flex>
        </Card>
      }
      left={
        <>
          <WaitingForMe except={['overdue']} />
          <Campaigns />
        </>
      }
      right={<Refused />}
    />
  )
}

/** Each access review that runs, with how much of it is signed. */
function Campaigns() {
  const t = useWords()
  const reviews = useQuery(api.authority.listReviews.queryOptions())
  const running = (reviews.data?.campaigns ?? []).filter(one => one.state === 'running')
  if (running.length === 0) return null
  return (
    <Card size="small" title={t('authority.campaign')} styles={{ body: { padding: 0 } }}>
      {running.map(one => (
        <RowLink key={one.id} to={`/authority/access-reviews/${one.id}`}>
          <Flex justify="space-between" gap={12} wrap>
            <Typography.Text strong>{one.quarter}</Typography.Text>
            <span className="number">
              {t('authority.review.progress', { answered: one.answered, lines: one.lines })}
            </span>
          </Flex>
          <Progress
            size="small"
            percent={one.lines === 0 ? 0 : Math.floor((one.answered * 100) / one.lines)}
            aria-label={t('authority.review.progress', { answered: one.answered, lines: one.lines })}
          />
        </RowLink>
      ))}
    </Card>
  )
}

/** The newest refusals of the house: who was stopped at what, and why. */
function Refused() {
  const { t, language } = useSettings()
  useRefusals()
  const found = useQuery(api.authority.listAudit.queryOptions({ input: { outcome: 'refused', limit: 8 } as never }))
  return (
    <Card
      size="small"
      title={t('authority.home.refused')}
      styles={{ body: { padding: 0 } }}
      extra={<Link to={'/authority/audit' as never}>{t('ui.all')}</Link>}
    >
      <QueryView query={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div style={line}>
              <Typography.Text type="secondary">{t('authority.home.refused-none')}</Typography.Text>
            </div>
          ) : (
            rows.map(row => (
              <div key={row.id} style={line}>
                <Flex justify="space-between" gap={10} wrap>
                  <span>
                    <Typography.Text strong>
                      {row.actor.startsWith('system:') ? t('authority.by-itself') : row.actorName}
                    </Typography.Text>{' '}
                    {spoken(row.operation, language, t)}
                  </span>
                  <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                    <InstantText at={row.at} />
                  </Typography.Text>
                </Flex>
                {row.refusal && (
                  <Typography.Text type="secondary">
                    {t(`refusal.${row.refusal}`, row.detail.facts as Record<string, unknown>)}
                  </Typography.Text>
                )}
              </div>
            ))
          )
        }
      </QueryView>
    </Card>
  )
}
