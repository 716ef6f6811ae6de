import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Card, Flex, Form, Input, Result, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { CaseFacts, CaseSolution } from './case-view.tsx'
import { ContestTag } from './parts.tsx'

type Outcome = Awaited<ReturnType<typeof client.training.getAttempt>>

/** How an exam went, and every question with its explanation. */
export default function ResultPage() {
  const { id } = useParams({ strict: false }) as { id: `attempt_${string}` }
  const attempt = useQuery(api.training.getAttempt.queryOptions({ input: { id } }))
  return <QueryView query={attempt}>{data => <View outcome={data} />}</QueryView>
}

function View({ outcome }: { outcome: Outcome }) {
  const t = useWords()
  const course = `/training/courses/${outcome.courseCode}`
  return (
    <Flex vertical gap={14} style={{ maxWidth: 820, margin: '0 auto' }}>
      <Card>
        <Result
          style={{ padding: 8 }}
          status={outcome.passed ? 'success' : 'warning'}
          title={
            outcome.closedAt === null
              ? t('training.exam-running')
              : t(outcome.passed ? 'training.result-passed' : 'training.result-failed', {
                  score: outcome.score ?? 0,
                  mark: outcome.passMark,
                })
          }
          subTitle={
            outcome.certificateNumber
              ? t('training.result-certificate', { number: outcome.certificateNumber })
              : outcome.courseTitle
          }
          extra={[
            <Link key="course" to={course as never}>
              <Button type={outcome.passed ? 'default' : 'primary'}>{t('training.back-to-course')}</Button>
            </Link>,
            <Link key="home" to={'/training' as never}>
              <Button type={outcome.passed ? 'primary' : 'default'}>{t('training.home')}</Button>
            </Link>,
          ]}
        />
        <DefinitionList
          items={[
            { label: t('ui.person'), value: outcome.personName },
            { label: t('training.attempt'), value: t('training.attempt-number', { number: outcome.number }) },
            { label: t('training.started-at'), value: <InstantText at={outcome.startedAt} /> },
            { label: t('training.closed-at'), value: <InstantText at={outcome.closedAt} /> },
            outcome.closedBy === 'time' && { label: t('training.closed-by'), value: t('training.closed-by-time') },
            outcome.scoreBefore !== null &&
              outcome.scoreBefore !== outcome.score && {
                label: t('training.score'),
                value: `${outcome.score} % · ${t('training.score-before', { score: outcome.scoreBefore })}`,
              },
            outcome.windows > 1 && { label: t('training.windows'), value: outcome.windows },
          ]}
        />
      </Card>
      {outcome.items.map(item => (
        <Card key={item.position} size="small">
          <Flex justify="space-between" gap={8}>
            <Typography.Text type="secondary">
              {item.position}.{' '}
              {item.question
                ? `${item.question.topic} · ${t(`training.question-kind.${item.question.kind}`)}`
                : t('training.case')}
            </Typography.Text>
            <Tag
              color={item.points === 100 ? 'green' : item.points > 0 ? 'gold' : 'red'}
              icon={item.points === 100 ? <CheckCircleFilled /> : <CloseCircleFilled />}
            >
              {item.question
                ? t(item.points === 100 ? 'training.right' : item.answer ? 'training.wrong' : 'training.unanswered')
                : t('training.points', { points: item.points })}
            </Tag>
          </Flex>
          {item.question && <Asked item={item} question={item.question} />}
          {item.question && <Contest item={item} outcome={outcome} />}
          {item.case && <Decided item={item} study={item.case} />}
        </Card>
      ))}
    </Flex>
  )
}

type Item = Outcome['items'][number]

function Asked({ item, question }: { item: Item; question: NonNullable<Item['question']> }) {
  const t = useWords()
  const options = question.kind === 'true-false' ? [t('training.true'), t('training.false')] : question.options
  const chosen = item.answer && 'choices' in item.answer ? item.answer.choices : []
  const right = 'choices' in question.key ? question.key.choices : []
  return (
    <>
      <p style={{ fontWeight: 600, whiteSpace: 'pre-line' }}>{question.stem}</p>
      {question.kind === 'number' && 'value' in question.key ? (
        <p>
          {t('training.your-answer')} {item.answer && 'value' in item.answer ? item.answer.value : '—'} ·{' '}
          {t('training.right-answer')} <strong>{question.key.value}</strong>
          {question.key.tolerance !== '0' ? ` ± ${question.key.tolerance}` : ''}
        </p>
      ) : (
        <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>
          {options.map((text, index) => (
            <li key={text} style={{ padding: '4px 0' }}>
              {right.includes(index) ? (
                <CheckCircleFilled style={{ color: '#1f7a49' }} aria-label={t('training.right-answer')} />
              ) : chosen.includes(index) ? (
                <CloseCircleFilled style={{ color: '#c93a3a' }} aria-label={t('training.wrong')} />
              ) : (
                <span style={{ display: 'inline-block', width: 13 }} />
              )}{' '}
              {text}
              {chosen.includes(index) && (
                <Typography.Text type="secondary"> · {t('training.your-answer')}</Typography.Text>
              )}
            </li>
          ))}
        </ul>
      )}
      <Typography.Paragraph style={{ marginTop: 10, marginBottom: 0 }}>
        <strong>{t('training.explanation')}</strong> {question.explanation}
      </Typography.Paragraph>
      {question.source && <Typography.Text type="secondary">{question.source}</Typography.Text>}
    </>
  )
}

function Decided({ item, study }: { item: Item; study: NonNullable<Item['case']> }) {
  const t = useWords()
  const decision = item.answer && 'decision' in item.answer ? item.answer.decision : null
  const part = (value: number | null) => (value === null ? '—' : `${value}`)
  return (
    <Flex vertical gap={10} style={{ marginTop: 8 }}>
      <CaseFacts study={study} />
      <Flex gap={6} wrap align="center">
        <strong>{t('training.your-verdict')}</strong>
        {decision ? <Tag>{t(`training.verdict.${decision.verdict}`)}</Tag> : t('training.unanswered')}
        {decision?.reasons.map(reason => (
          <Tag key={reason}>{t(`training.reason.${reason}`)}</Tag>
        ))}
        {decision?.note}
      </Flex>
      <CaseSolution solution={study} />
      {item.parts && (
        <Typography.Text type="secondary">
          {t('training.case-parts', {
            policy: part(item.parts.policy),
            reasons: part(item.parts.reasons),
            outcome: part(item.parts.outcome),
          })}
        </Typography.Text>
      )}
    </Flex>
  )
}

/** Saying that a question is wrong, and what became of it. */
function Contest({ item, outcome }: { item: Item; outcome: Outcome }) {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const { contest } = item
  return (
    <div style={{ marginTop: 8 }}>
      {item.void && <Tag color="green">{t('training.void')}</Tag>}
      {contest ? (
        <div>
          <ContestTag state={contest.state} />{' '}
          <Typography.Text type="secondary">
            {contest.reason}
            {contest.ruling && ` → ${contest.ruling}`}
          </Typography.Text>
        </div>
      ) : (
        outcome.mine &&
        !item.void && (
          <Button size="small" onClick={() => setOpen(true)}>
            {t('training.contest-make')}
          </Button>
        )
      )}
      <CommandForm
        open={open}
        title={t('training.contest-title')}
        submit={t('ui.submit')}
        onClose={() => setOpen(false)}
        operation={client.training.contestQuestion}
        input={values => ({ id: outcome.id, position: item.position, reason: String(values.reason ?? '') })}
      >
        <Typography.Paragraph type="secondary">{t('training.contest-effect')}</Typography.Paragraph>
        <Form.Item
          name="reason"
          label={t('training.contest-reason')}
          rules={[{ required: true, message: t('problem.missing') }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 3 }} autoFocus />
        </Form.Item>
      </CommandForm>
    </div>
  )
}
