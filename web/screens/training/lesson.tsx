import { ArrowLeftOutlined, ArrowRightOutlined, CheckOutlined, DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button, Card, Flex, Grid, Tag, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { CaseFacts, CaseSolution } from './case-view.tsx'

type Lesson = Awaited<ReturnType<typeof client.training.getLesson>>

/** One lesson to read, look at or watch, and the way to the next. */
export default function LessonPage() {
  const { id } = useParams({ strict: false }) as { id: `lesson_${string}` }
  const lesson = useQuery(api.training.getLesson.queryOptions({ input: { id } }))
  return <QueryView query={lesson}>{data => <View key={data.id} lesson={data} />}</QueryView>
}

function View({ lesson }: { lesson: Lesson }) {
  const t = useWords()
  const navigate = useNavigate()
  const opened = useRef(Date.now())
  const back = `/training/courses/${lesson.courseCode}`
  const finish = useCommand(client.training.finishLesson, {
    onDone: () => void navigate({ to: (lesson.nextId ? `/training/lessons/${lesson.nextId}` : back) as never }),
  })
  useEffect(() => {
    scrollTo(0, 0)
  }, [])
  return (
    <Flex vertical gap={14} style={{ maxWidth: 820, margin: '0 auto' }}>
      <Link to={back as never}>
        <ArrowLeftOutlined aria-hidden /> {lesson.courseTitle}
      </Link>
      <Card>
        <Flex gap={8} align="center" wrap>
          <Typography.Title level={1} style={{ fontSize: 19, margin: 0 }}>
            {lesson.position}. {lesson.title}
          </Typography.Title>
          <Tag>{t(`training.lesson-kind.${lesson.kind}`)}</Tag>
          {lesson.read && (
            <Tag color="green" icon={<CheckOutlined />}>
              {t('training.read')}
            </Tag>
          )}
        </Flex>
        <div style={{ marginTop: 12, fontSize: 15 }}>
          <File lesson={lesson} />
          <Markdown text={lesson.body} />
          {lesson.case && <TaughtCase study={lesson.case} />}
        </div>
      </Card>
      <Flex justify="space-between" gap={8}>
        {lesson.previousId ? (
          <Link to={`/training/lessons/${lesson.previousId}` as never}>
            <Button icon={<ArrowLeftOutlined />}>{t('training.lesson-before')}</Button>
          </Link>
        ) : (
          <span />
        )}
        <Button
          type="primary"
          loading={finish.isPending}
          onClick={() =>
            finish.mutate({
              id: lesson.id,
              seconds: Math.min(86_400, Math.round((Date.now() - opened.current) / 1000)),
            })
          }
        >
          {t(lesson.nextId ? 'training.lesson-finish-next' : 'training.lesson-finish')} <ArrowRightOutlined />
        </Button>
      </Flex>
    </Flex>
  )
}

function File({ lesson }: { lesson: Lesson }) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  if (!lesson.mediaType) return null
  const source = `/api/training/lesson-files/${lesson.id}`
  if (lesson.mediaType.startsWith('video/'))
    return (
      // biome-ignore lint/a11y/useMediaCaption: the lesson's text stands below the video
      <video controls preload="metadata" src={source} style={{ width: '100%', borderRadius: 8, background: '#000' }} />
    )
  if (lesson.mediaType.startsWith('image/'))
    return <img src={source} alt={lesson.title} style={{ maxWidth: '100%', borderRadius: 8 }} />
  return (
    <>
      {wide && (
        <iframe title={lesson.title} src={source} style={{ width: '100%', height: 560, border: 0, borderRadius: 8 }} />
      )}
      <div style={{ marginBlock: 8 }}>
        <Button icon={<DownloadOutlined />} href={source} target="_blank">
          {lesson.fileName ?? t('training.open-file')}
        </Button>
      </div>
    </>
  )
}

function TaughtCase({ study }: { study: NonNullable<Lesson['case']> }) {
  const t = useWords()
  const [shown, setShown] = useState(false)
  const solution = useQuery({ ...api.training.showCase.queryOptions({ input: { id: study.id } }), enabled: shown })
  return (
    <Flex vertical gap={12}>
      <CaseFacts study={study} />
      {shown ? (
        <QueryView query={solution}>{data => <CaseSolution solution={data} />}</QueryView>
      ) : (
        <div>
          <Typography.Paragraph type="secondary">{t('training.case-think')}</Typography.Paragraph>
          <Button onClick={() => setShown(true)}>{t('training.case-show')}</Button>
        </div>
      )}
    </Flex>
  )
}
