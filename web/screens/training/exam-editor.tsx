import { MinusCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Flex, InputNumber, Select, Switch, Typography } from 'antd'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'

type Exam = NonNullable<Awaited<ReturnType<typeof client.training.draftCourse>>['exam']>

const first: Exam = {
  draw: [],
  cases: 0,
  caseTopic: null,
  caseShare: 0,
  passMark: 80,
  minutes: 30,
  attempts: 3,
  waitHours: 24,
}

/** How an exam is drawn: so many questions of a topic and difficulty, against what the bank has. */
export function ExamEditor({ exam, onChange }: { exam: Exam | null; onChange: (exam: Exam | null) => void }) {
  const t = useWords()
  const topics = useQuery(api.training.listTopics.queryOptions())
  const bank = topics.data ?? []
  const there = (line: Exam['draw'][number]) =>
    (bank.find(one => one.topic === line.topic)?.byDifficulty ?? [])
      .slice(line.easiest - 1, line.hardest)
      .reduce((all, one) => all + one, 0)
  const set = (part: Partial<Exam>) => exam && onChange({ ...exam, ...part })
  const line = (at: number, part: Partial<Exam['draw'][number]>) =>
    exam && set({ draw: exam.draw.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  const number = (
    label: string,
    key: 'passMark' | 'minutes' | 'attempts' | 'waitHours' | 'cases' | 'caseShare',
    min: number,
    max: number,
  ) =>
    exam && (
      <div>
        <Typography.Text type="secondary">{label}</Typography.Text>
        <br />
        <InputNumber
          aria-label={label}
          min={min}
          max={max}
          value={exam[key]}
          onChange={value => set({ [key]: value ?? min })}
        />
      </div>
    )
  return (
    <Flex vertical gap={14}>
      <Flex gap={8} align="center">
        <Switch
          aria-label={t('training.has-exam')}
          checked={exam !== null}
          onChange={on => onChange(on ? first : null)}
        />
        {t('training.has-exam')}
      </Flex>
      {exam && (
        <>
          <Flex gap={16} wrap>
            {number(t('training.pass-mark'), 'passMark', 1, 100)}
            {number(t('training.exam-minutes'), 'minutes', 1, 300)}
            {number(t('training.exam-attempts'), 'attempts', 1, 10)}
            {number(t('training.wait-hours'), 'waitHours', 0, 720)}
            {number(t('training.exam-cases'), 'cases', 0, 10)}
            {number(t('training.case-share'), 'caseShare', 0, 100)}
          </Flex>
          {exam.draw.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
            <Flex key={at} gap={8} align="center" wrap>
              <Select
                aria-label={t('training.topic')}
                style={{ minWidth: 180 }}
                value={one.topic}
                onChange={topic => line(at, { topic })}
                options={bank.map(topic => ({ value: topic.topic, label: `${topic.topic} (${topic.questions})` }))}
              />
              <InputNumber
                aria-label={t('training.draw-count')}
                min={1}
                max={100}
                value={one.count}
                onChange={value => line(at, { count: value ?? 1 })}
                suffix={t('training.questions-unit')}
              />
              <Select
                aria-label={t('training.easiest')}
                value={one.easiest}
                onChange={easiest => line(at, { easiest })}
                options={[1, 2, 3, 4, 5].map(value => ({ value, label: t('training.from-difficulty', { value }) }))}
              />
              <Select
                aria-label={t('training.hardest')}
                value={one.hardest}
                onChange={hardest => line(at, { hardest })}
                options={[1, 2, 3, 4, 5].map(value => ({ value, label: t('training.to-difficulty', { value }) }))}
              />
              <Typography.Text type={there(one) < one.count ? 'danger' : 'secondary'}>
                {t('training.bank-has', { count: there(one) })}
              </Typography.Text>
              <Button
                type="text"
                icon={<MinusCircleOutlined />}
                aria-label={t('training.remove')}
                onClick={() => set({ draw: exam.draw.filter((_, index) => index !== at) })}
              />
            </Flex>
          ))}
          {exam.draw.some(one => there(one) < one.count * 2) && (
            <Alert type="warning" showIcon title={t('training.bank-thin')} />
          )}
          <div>
            <Button
              disabled={bank.length === 0}
              onClick={() =>
                set({ draw: [...exam.draw, { topic: bank[0]?.topic ?? '', count: 5, easiest: 1, hardest: 5 }] })
              }
            >
              {t('training.add-draw')}
            </Button>
          </div>
        </>
      )}
    </Flex>
  )
}
