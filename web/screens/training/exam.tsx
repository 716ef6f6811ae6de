import { ArrowLeftOutlined, ArrowRightOutlined, CheckOutlined, ClockCircleOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Alert, Button, Card, Checkbox, Flex, Input, Popconfirm, Radio, Result, Typography } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, client, problemOf } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { CaseAnswer } from './case-answer.tsx'
import { CaseFacts } from './case-view.tsx'
import { dropToken, keepToken, tokenOf } from './exam-token.ts'

type AttemptId = `attempt_${string}`
type Item = Awaited<ReturnType<typeof client.training.getExamItem>>
type Given = NonNullable<Item['answer']>

/** An exam: one question a screen, each answer kept as it is given, the time running on the server. Only the window opened last goes on. */
export default function Exam() {
  const { id } = useParams({ strict: false }) as { id: AttemptId }
  const t = useWords()
  const [token, setToken] = useState(() => tokenOf(id))
  const [lost, setLost] = useState(false)
  const attempt = useQuery(api.training.getAttempt.queryOptions({ input: { id } }))
  const resume = useCommand(client.training.resumeExam, {
    onDone: output => {
      keepToken(id, output.token)
      setToken(output.token)
      setLost(false)
    },
  })
  const navigate = useNavigate()
  const closed = attempt.data?.closedAt
  useEffect(() => {
    if (closed) void navigate({ to: `/training/attempts/${id}` as never, replace: true })
  }, [closed, id, navigate])
  if (token === null || lost)
    return (
      <QueryView query={attempt}>
        {data => (
          <Result
            status={lost ? 'warning' : 'info'}
            title={lost ? t('training.exam-elsewhere') : data.courseTitle}
            subTitle={t(lost ? 'refusal.training.exam_other_window' : 'training.exam-take-over')}
            extra={
              <Button type="primary" loading={resume.isPending} onClick={() => resume.mutate({ id })}>
                {t('training.exam-here')}
              </Button>
            }
          />
        )}
      </QueryView>
    )
  return <Sitting id={id} token={token} title={attempt.data?.courseTitle ?? ''} onLost={() => setLost(true)} />
}

function Sitting({ id, token, title, onLost }: { id: AttemptId; token: string; title: string; onLost: () => void }) {
  const t = useWords()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [position, setPosition] = useState(1)
  const item = useQuery({
    queryKey: ['exam', id, token, position],
    queryFn: () => client.training.getExamItem({ id, position, token }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const submit = useCommand(client.training.submitExam, {
    onDone: output => {
      dropToken(id)
      void navigate({ to: `/training/attempts/${output.id}` as never, replace: true })
    },
  })
  const failed = useCallback(
    (error: unknown) => {
      const code = problemOf(error)?.code
      if (code === 'training.exam_other_window') onLost()
      return code
    },
    [onLost],
  )
  const code = item.error ? problemOf(item.error)?.code : undefined
  useEffect(() => {
    if (code === 'training.exam_other_window') onLost()
    if (code === 'training.exam_closed') void navigate({ to: `/training/attempts/${id}` as never, replace: true })
  }, [code, id, navigate, onLost])
  const over = code === 'training.exam_time_over'
  if (over)
    return (
      <Result
        status="info"
        title={t('refusal.training.exam_time_over')}
        extra={
          <Button type="primary" loading={submit.isPending} onClick={() => submit.mutate({ id, token })}>
            {t('training.exam-see-result')}
          </Button>
        }
      />
    )
  return (
    <QueryView query={item}>
      {data => (
        <Question
          key={`${data.position}`}
          id={id}
          token={token}
          title={title}
          item={data}
          onGo={next => setPosition(next)}
          onSaved={(answer, answered) => {
            // What was answered stays where it was given; going back shows it without asking again.
            for (let place = 1; place <= data.count; place += 1)
              queries.setQueryData<Item>(['exam', id, token, place], known =>
                known ? { ...known, answered, ...(place === data.position ? { answer } : {}) } : undefined,
              )
          }}
          onFailed={failed}
          onTimeOver={() => submit.mutate({ id, token })}
          onSubmit={() => submit.mutate({ id, token })}
          submitting={submit.isPending}
        />
      )}
    </QueryView>
  )
}

type QuestionProps = {
  id: AttemptId
  token: string
  title: string
  item: Item
  onGo: (position: number) => void
  onSaved: (answer: Given, answered: number[]) => void
  onFailed: (error: unknown) => string | undefined
  onTimeOver: () => void
  onSubmit: () => void
  submitting: boolean
}

function Question(props: QuestionProps) {
  const { id, token, title, item, onGo, onSaved, onFailed, onTimeOver, onSubmit, submitting } = props
  const t = useWords()
  const [answer, setAnswer] = useState<Given | null>(item.answer)
  const [state, setState] = useState<'kept' | 'saving' | 'failed' | null>(item.answer ? 'kept' : null)
  const waiting = useRef<Promise<unknown>>(Promise.resolve())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const last = useRef<Given | null>(null)
  const send = () => {
    const given = last.current
    clearTimeout(timer.current)
    if (!given) return waiting.current
    last.current = null
    setState('saving')
    waiting.current = waiting.current.then(() =>
      client.training.saveExamAnswer({ id, position: item.position, token, answer: given }).then(
        output => {
          setState('kept')
          onSaved(given, output.answered)
        },
        error => {
          setState('failed')
          if (onFailed(error) === 'training.exam_time_over') onTimeOver()
        },
      ),
    )
    return waiting.current
  }
  /** Keeps an answer: a choice at once, what is typed after a short pause. */
  const give = (given: Given, typed = false) => {
    setAnswer(given)
    last.current = given
    clearTimeout(timer.current)
    if (typed) timer.current = setTimeout(send, 600)
    else void send()
  }
  const go = (position: number) => void send().then(() => onGo(position))
  const open = item.count - item.answered.length
  return (
    <Flex vertical gap={12} style={{ maxWidth: 760, margin: '0 auto' }}>
      <Flex justify="space-between" align="center" gap={8} wrap>
        <Typography.Title level={1} style={{ fontSize: 16, margin: 0 }}>
          {title}
        </Typography.Title>
        <Clock endsAt={item.endsAt} now={item.now} onOver={onTimeOver} />
      </Flex>
      <Dots item={item} onGo={go} />
      <Card>
        <Typography.Text type="secondary">
          {t('training.question-of', { position: item.position, count: item.count })}
          {item.question ? ` · ${t(`training.question-kind.${item.question.kind}`)}` : ` · ${t('training.case')}`}
        </Typography.Text>
        <div style={{ marginTop: 10, fontSize: 16 }}>
          {item.question ? (
            <Asked question={item.question} answer={answer} onGive={give} />
          ) : (
            item.case && (
              <Flex vertical gap={14}>
                <CaseFacts study={item.case} />
                <CaseAnswer
                  answer={answer && 'decision' in answer ? answer.decision : null}
                  onGive={(decision, typed) => give({ decision }, typed)}
                />
              </Flex>
            )
          )}
        </div>
        <div role="status" style={{ minHeight: 22, marginTop: 10 }}>
          {state === 'saving' && <Typography.Text type="secondary">{t('training.saving')}</Typography.Text>}
          {state === 'kept' && (
            <Typography.Text type="secondary">
              <CheckOutlined aria-hidden /> {t('training.saved')}
            </Typography.Text>
          )}
          {state === 'failed' && (
            <Alert
              type="error"
              showIcon
              title={t('training.not-saved')}
              action={
                answer && (
                  <Button size="small" onClick={() => give(answer)}>
                    {t('shell.retry')}
                  </Button>
                )
              }
            />
          )}
        </div>
      </Card>
      <Flex justify="space-between" gap={8}>
        <Button icon={<ArrowLeftOutlined />} disabled={item.position === 1} onClick={() => go(item.position - 1)}>
          {t('training.question-before')}
        </Button>
        {item.position < item.count ? (
          <Button type="primary" onClick={() => go(item.position + 1)}>
            {t('training.question-next')} <ArrowRightOutlined />
          </Button>
        ) : (
          <Popconfirm
            title={open > 0 ? t('training.submit-open', { count: open }) : t('training.submit-ask')}
            okText={t('training.submit')}
            cancelText={t('ui.cancel')}
            onConfirm={() => send().then(onSubmit)}
          >
            <Button type="primary" loading={submitting}>
              {t('training.submit')}
            </Button>
          </Popconfirm>
        )}
      </Flex>
    </Flex>
  )
}

function Dots({ item, onGo }: { item: Item; onGo: (position: number) => void }) {
  const t = useWords()
  return (
    <Flex gap={4} wrap aria-label={t('training.questions-nav')} role="group">
      {Array.from({ length: item.count }, (_, index) => index + 1).map(position => {
        const done = item.answered.includes(position)
        return (
          <Button
            key={position}
            size="small"
            aria-current={position === item.position ? 'step' : undefined}
            aria-label={`${position} ${t(done ? 'training.answered' : 'training.unanswered')}`}
            style={{
              minWidth: 34,
              ...(position === item.position
                ? { fontWeight: 700, borderWidth: 2, borderColor: 'var(--ant-color-primary, #1456c0)' }
                : {}),
              ...(done && position !== item.position ? { borderColor: '#1f7a49' } : {}),
            }}
            onClick={() => onGo(position)}
          >
            {position}
            {done && <CheckOutlined aria-hidden style={{ fontSize: 9 }} />}
          </Button>
        )
      })}
    </Flex>
  )
}

function Asked({
  question,
  answer,
  onGive,
}: {
  question: NonNullable<Item['question']>
  answer: Given | null
  onGive: (answer: Given, typed?: boolean) => void
}) {
  const t = useWords()
  const chosen = answer && 'choices' in answer ? answer.choices : []
  const options = question.kind === 'true-false' ? [t('training.true'), t('training.false')] : question.options
  const line = { padding: '9px 0', fontSize: 15, whiteSpace: 'normal' as const }
  return (
    <>
      <p style={{ margin: '0 0 10px', whiteSpace: 'pre-line', fontWeight: 600 }} id="asked">
        {question.stem}
      </p>
      {question.kind === 'number' ? (
        <Input
          inputMode="decimal"
          aria-labelledby="asked"
          style={{ maxWidth: 240 }}
          value={answer && 'value' in answer ? answer.value : ''}
          onChange={event => onGive({ value: event.target.value }, true)}
        />
      ) : question.kind === 'multiple' ? (
        <Checkbox.Group
          aria-labelledby="asked"
          style={{ flexDirection: 'column' }}
          value={chosen}
          onChange={values => onGive({ choices: (values as number[]).sort((a, b) => a - b) })}
        >
          {options.map((text, index) => (
            <Checkbox key={text} value={index} style={line}>
              {text}
            </Checkbox>
          ))}
        </Checkbox.Group>
      ) : (
        <Radio.Group
          aria-labelledby="asked"
          style={{ display: 'flex', flexDirection: 'column' }}
          value={chosen[0]}
          onChange={event => onGive({ choices: [event.target.value as number] })}
        >
          {options.map((text, index) => (
            <Radio key={text} value={index} style={line}>
              {text}
            </Radio>
          ))}
        </Radio.Group>
      )}
    </>
  )
}

/** The time left by the server's clock; a browser whose clock is wrong shows the same. */
function Clock({ endsAt, now, onOver }: { endsAt: string; now: string; onOver: () => void }) {
  const t = useWords()
  const started = useRef({ server: Date.parse(now), own: performance.now() })
  const [left, setLeft] = useState(() => Date.parse(endsAt) - Date.parse(now))
  const over = useRef(false)
  useEffect(() => {
    const tick = setInterval(() => {
      const at = started.current.server + performance.now() - started.current.own
      const rest = Date.parse(endsAt) - at
      setLeft(rest)
      if (rest <= 0 && !over.current) {
        over.current = true
        onOver()
      }
    }, 500)
    return () => clearInterval(tick)
  }, [endsAt, onOver])
  const seconds = Math.max(0, Math.ceil(left / 1000))
  const soon = seconds <= 60
  return (
    <Typography.Text
      type={soon ? 'danger' : 'secondary'}
      className="number"
      role="timer"
      aria-label={t('training.time-left')}
    >
      <ClockCircleOutlined aria-hidden /> {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
    </Typography.Text>
  )
}
