import {
  CheckCircleFilled,
  EditOutlined,
  FileImageOutlined,
  FileTextOutlined,
  PlayCircleOutlined,
  SolutionOutlined,
} from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Alert, Button, Card, Flex, Popconfirm, Table, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useRefusals } from '../../refusals.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText, InstantText, instantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { PendingChanges } from '../../ui/pending-changes.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RowLink } from '../../ui/row-link.tsx'
import { RecordTalk } from '../notification/record-talk.tsx'
import { keepToken } from './exam-token.ts'
import { Places, Read, useDuration, useName, useTitle } from './parts.tsx'

type Course = Awaited<ReturnType<typeof client.training.getCourse>>

const icons: Record<Course['lessonList'][number]['kind'], ReactNode> = {
  text: <FileTextOutlined />,
  slides: <FileImageOutlined />,
  video: <PlayCircleOutlined />,
  case: <SolutionOutlined />,
}

/** One course: its lessons in order, its exam, what it leads to, and what to do next. */
export default function CoursePage() {
  const { code } = useParams({ strict: false }) as { code: string }
  const course = useQuery(api.training.getCourse.queryOptions({ input: { code } }))
  return (
    <>
      <Places at="/training/courses" />
      <PendingChanges record={`course:${code}`} />
      <QueryView query={course}>{data => <View course={data} />}</QueryView>
    </>
  )
}

function View({ course }: { course: Course }) {
  const t = useWords()
  const may = useMay()
  const title = useTitle()
  const duration = useDuration()
  const next = course.lessonList.find(lesson => !lesson.read) ?? course.lessonList[0]
  const open = course.lessonList.some(lesson => !lesson.read)
  return (
    <Flex vertical gap={14} style={{ maxWidth: 900 }}>
      <Card>
        <Flex justify="space-between" gap={12} wrap align="start">
          <div style={{ minWidth: 0 }}>
            <Typography.Title level={1} style={{ fontSize: 19, margin: 0 }}>
              {title(course)}
            </Typography.Title>
            <Flex gap={8} wrap style={{ marginTop: 6 }}>
              <Tag>{course.topic}</Tag>
              <Tag>{t(`training.course-kind.${course.kind}`)}</Tag>
              <Tag>v{course.versionNumber}</Tag>
              {course.completedAt && (
                <Tag color="green" icon={<CheckCircleFilled />}>
                  {t('training.completed')} <InstantText at={course.completedAt} />
                </Tag>
              )}
            </Flex>
          </div>
          <Flex gap={8}>
            {may('training.course.write') && (
              <Link to={`/training/courses/${course.code}/edit` as never}>
                <Button icon={<EditOutlined />}>{t('training.edit-course')}</Button>
              </Link>
            )}
            {next && open && (
              <Link to={`/training/lessons/${next.id}` as never}>
                <Button type="primary">{t(course.read > 0 ? 'training.go-on' : 'training.begin')}</Button>
              </Link>
            )}
          </Flex>
        </Flex>
        <div style={{ marginTop: 12 }}>
          <Markdown text={course.summary} />
        </div>
        <Flex gap={18} wrap align="center" style={{ marginTop: 8 }}>
          <Typography.Text type="secondary">{duration(course.minutes)}</Typography.Text>
          <Read read={course.read} lessons={course.lessons} />
          {course.dueOn && (
            <Typography.Text>
              {t('training.due-on')} <DayText day={course.dueOn} />
            </Typography.Text>
          )}
        </Flex>
      </Card>
      <Card size="small" title={t('training.lessons')} styles={{ body: { padding: 0 } }}>
        {course.lessonList.map(lesson => (
          <RowLink key={lesson.id} to={`/training/lessons/${lesson.id}`}>
            <Flex justify="space-between" gap={10}>
              <span>
                <span aria-hidden>{icons[lesson.kind]}</span> {lesson.position}. {lesson.title}
              </span>
              <Flex gap={8} align="center">
                <Typography.Text type="secondary">{t('training.minutes', { count: lesson.minutes })}</Typography.Text>
                {lesson.read ? (
                  <CheckCircleFilled style={{ color: '#1f7a49' }} aria-label={t('training.read')} />
                ) : (
                  <span style={{ width: 14 }} />
                )}
              </Flex>
            </Flex>
          </RowLink>
        ))}
      </Card>
      {course.examPlan && <Exam course={course} />}
      <RecordTalk record={`course:${course.code}`} />
    </Flex>
  )
}

function Exam({ course }: { course: Course }) {
  const t = useWords()
  useRefusals()
  const name = useName()
  const navigate = useNavigate()
  const plan = course.examPlan!
  const start = useCommand(client.training.startExam, {
    onDone: output => {
      keepToken(output.id, output.token)
      void navigate({ to: `/training/exams/${output.id}` as never })
    },
  })
  const { bar } = course
  return (
    <Card size="small" title={t('training.exam')}>
      <DefinitionList
        items={[
          {
            label: t('training.exam-asks'),
            value: t('training.exam-asks-value', { questions: plan.questions, cases: plan.cases }),
          },
          { label: t('training.exam-time'), value: t('training.minutes', { count: plan.minutes }) },
          { label: t('training.pass-mark'), value: `${plan.passMark} %` },
          {
            label: t('training.exam-attempts'),
            value: t('training.exam-attempts-value', { attempts: plan.attempts, hours: plan.waitHours }),
          },
          course.certificateCode !== null && {
            label: t('training.leads-to'),
            value: (
              <Link to={`/training/certificates/${course.certificateCode}` as never}>
                {name({ name: course.certificateName ?? '', nameEn: course.certificateNameEn ?? '' })}
              </Link>
            ),
          },
        ]}
      />
      <div style={{ marginTop: 12 }}>
        {course.openAttempt ? (
          <Link to={`/training/exams/${course.openAttempt}` as never}>
            <Button type="primary">{t('training.exam-continue')}</Button>
          </Link>
        ) : bar ? (
          <Alert
            type="info"
            showIcon
            title={t(`refusal.${bar.code}`, {
              left: bar.left ?? '',
              used: bar.used ?? '',
              until: bar.until ? instantText(bar.until) : '',
            })}
          />
        ) : (
          <Popconfirm
            title={t('training.exam-start-ask', { minutes: plan.minutes })}
            okText={t('training.exam-start')}
            cancelText={t('ui.cancel')}
            onConfirm={() => start.mutate({ code: course.code })}
          >
            <Button type="primary" loading={start.isPending}>
              {t('training.exam-start')}
            </Button>
          </Popconfirm>
        )}
      </div>
      {course.attempts.length > 0 && (
        <Table
          size="small"
          pagination={false}
          style={{ marginTop: 14 }}
          rowKey="id"
          dataSource={course.attempts}
          columns={[
            {
              title: t('training.attempt'),
              render: (_, row) =>
                row.closedAt ? (
                  <Link to={`/training/attempts/${row.id}` as never}>
                    {t('training.attempt-number', { number: row.number })}
                  </Link>
                ) : (
                  t('training.attempt-number', { number: row.number })
                ),
            },
            { title: t('training.score'), render: (_, row) => (row.score === null ? '—' : `${row.score} %`) },
            {
              title: t('training.result'),
              render: (_, row) =>
                row.passed === null ? (
                  t('training.exam-running')
                ) : (
                  <Tag color={row.passed ? 'green' : 'red'}>
                    {t(row.passed ? 'training.passed' : 'training.failed')}
                  </Tag>
                ),
            },
            { title: t('ui.day'), render: (_, row) => <InstantText at={row.startedAt} /> },
          ]}
        />
      )}
    </Card>
  )
}
