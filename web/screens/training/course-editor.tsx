import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { App, Button, Card, Flex, Input, InputNumber, Select, Tabs, Tag, Typography, Upload } from 'antd'
import { useEffect, useState } from 'react'
import { lessonKinds } from '../../../modules/training/lesson.ts'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { ExamEditor } from './exam-editor.tsx'
import { base64Of } from './file.ts'
import { Publish } from './publish-dialog.tsx'

type Draft = Awaited<ReturnType<typeof client.training.draftCourse>>
type Lesson = Draft['lessons'][number]

/** The draft of a course: words, lessons, exam; saved whole, published with what it means for certificates said before. */
export default function CourseEditor() {
  const { code } = useParams({ strict: false }) as { code: string }
  const [draft, setDraft] = useState<Draft | null>(null)
  const open = useCommand(client.training.draftCourse, { onDone: setDraft })
  const { mutate } = open
  useEffect(() => mutate({ code }), [code, mutate])
  if (!draft) return <Card loading />
  return <Editor key={`${draft.code}.${draft.revision}`} draft={draft} onSaved={setDraft} />
}

function Editor({ draft, onSaved }: { draft: Draft; onSaved: (draft: Draft) => void }) {
  const t = useWords()
  const { message } = App.useApp()
  const [edited, setEdited] = useState(draft)
  const [publishing, setPublishing] = useState(false)
  const change = (part: Partial<Draft>) => setEdited({ ...edited, ...part })
  const dirty = JSON.stringify(edited) !== JSON.stringify(draft)
  const save = useCommand(client.training.saveCourse, {
    onDone: saved => {
      message.success(t('ui.done'))
      onSaved(saved)
    },
  })
  const { code, revision, title, titleEn, summary, changeNote, exam, lessons } = edited
  const retire = useCommand(client.training.retireCourse, {
    done: t('ui.done'),
    onDone: () => void navigate({ to: '/training/courses' as never }),
  })
  const navigate = useNavigate()
  const { modal } = App.useApp()
  return (
    <Flex vertical gap={14} style={{ maxWidth: 1000 }}>
      <Flex justify="space-between" wrap gap={8} align="center">
        <Flex gap={8} align="center" wrap>
          <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
            {title}
          </Typography.Title>
          <Tag color="gold">
            {t('training.draft')} v{edited.number}
          </Tag>
          {edited.published !== null && (
            <Link to={`/training/courses/${code}` as never}>
              {t('training.published', { version: edited.published })}
            </Link>
          )}
        </Flex>
        <Flex gap={8}>
          <Button
            danger
            onClick={() =>
              modal.confirm({
                title: t('training.retire-course-ask'),
                okText: t('training.retire-course'),
                cancelText: t('ui.cancel'),
                okButtonProps: { danger: true },
                onOk: () => retire.mutateAsync({ code }),
              })
            }
          >
            {t('training.retire-course')}
          </Button>
          <Button
            loading={save.isPending}
            disabled={!dirty}
            onClick={() =>
              save.mutate({
                code,
                revision,
                title,
                titleEn,
                summary,
                changeNote,
                exam,
                lessons: lessons.map(({ mediaType: _, ...lesson }) => lesson),
              })
            }
          >
            {t('ui.save')}
          </Button>
          <Button type="primary" disabled={dirty} onClick={() => setPublishing(true)}>
            {t('training.publish')}
          </Button>
        </Flex>
      </Flex>
      <Card>
        <Tabs
          items={[
            {
              key: 'lessons',
              label: `${t('training.lessons')} (${lessons.length})`,
              children: <Lessons lessons={lessons} onChange={next => change({ lessons: next })} />,
            },
            {
              key: 'exam',
              label: t('training.exam'),
              children: <ExamEditor exam={exam} onChange={next => change({ exam: next })} />,
            },
            {
              key: 'words',
              label: t('training.about-course'),
              children: (
                <Flex vertical gap={10}>
                  <Field label={t('training.course-title')}>
                    <Input
                      aria-label={t('training.course-title')}
                      value={title}
                      maxLength={100}
                      onChange={event => change({ title: event.target.value })}
                    />
                  </Field>
                  <Field label={t('training.course-title-en')}>
                    <Input
                      aria-label={t('training.course-title-en')}
                      value={titleEn}
                      maxLength={150}
                      onChange={event => change({ titleEn: event.target.value })}
                    />
                  </Field>
                  <Field label={t('training.summary')}>
                    <Input.TextArea
                      aria-label={t('training.summary')}
                      value={summary}
                      maxLength={2000}
                      autoSize={{ minRows: 4 }}
                      onChange={event => change({ summary: event.target.value })}
                    />
                  </Field>
                  <Field label={t('training.change-note')}>
                    <Input
                      aria-label={t('training.change-note')}
                      value={changeNote}
                      maxLength={500}
                      onChange={event => change({ changeNote: event.target.value })}
                    />
                  </Field>
                </Flex>
              ),
            },
          ]}
        />
      </Card>
      <Publish draft={draft} open={publishing} onClose={() => setPublishing(false)} />
    </Flex>
  )
}

function Field({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <Typography.Text type="secondary">{label}</Typography.Text>
      {children}
    </div>
  )
}

function Lessons({ lessons, onChange }: { lessons: Lesson[]; onChange: (lessons: Lesson[]) => void }) {
  const t = useWords()
  const [at, setAt] = useState(0)
  const lesson = lessons[at]
  const put = (part: Partial<Lesson>) =>
    onChange(lessons.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const move = (by: number) => {
    const next = [...lessons]
    const [taken] = next.splice(at, 1)
    next.splice(at + by, 0, taken!)
    onChange(next)
    setAt(at + by)
  }
  const add = () => {
    onChange([
      ...lessons,
      {
        kind: 'text',
        title: t('training.new-lesson'),
        body: '',
        minutes: 15,
        sha256: null,
        fileName: null,
        mediaType: null,
        caseId: null,
      },
    ])
    setAt(lessons.length)
  }
  return (
    <Flex gap={16} wrap align="start">
      <div style={{ width: 240 }}>
        {lessons.map((one, index) => (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: a lesson is known by its place
            key={index}
            block
            type={index === at ? 'default' : 'text'}
            aria-current={index === at ? 'true' : undefined}
            style={{ justifyContent: 'flex-start', overflow: 'hidden', fontWeight: index === at ? 600 : undefined }}
            onClick={() => setAt(index)}
          >
            {index + 1}. {one.title}
          </Button>
        ))}
        <Button block icon={<PlusOutlined />} style={{ marginTop: 8 }} onClick={add}>
          {t('training.add-lesson')}
        </Button>
      </div>
      {lesson && (
        <Flex vertical gap={10} style={{ flex: 1, minWidth: 280 }}>
          <Flex gap={8} wrap>
            <Select
              aria-label={t('training.lesson-kind')}
              value={lesson.kind}
              style={{ width: 110 }}
              onChange={kind => put({ kind, sha256: null, fileName: null, mediaType: null, caseId: null })}
              options={lessonKinds.map(value => ({ value, label: t(`training.lesson-kind.${value}`) }))}
            />
            <Input
              aria-label={t('training.lesson-title')}
              style={{ flex: 1, minWidth: 160 }}
              value={lesson.title}
              maxLength={100}
              onChange={event => put({ title: event.target.value })}
            />
            <InputNumber
              aria-label={t('training.minutes-label')}
              min={1}
              max={600}
              value={lesson.minutes}
              onChange={value => put({ minutes: value ?? 1 })}
              suffix={t('ui.minutes')}
            />
            <Button
              icon={<ArrowUpOutlined />}
              aria-label={t('training.up')}
              disabled={at === 0}
              onClick={() => move(-1)}
            />
            <Button
              icon={<ArrowDownOutlined />}
              aria-label={t('training.down')}
              disabled={at === lessons.length - 1}
              onClick={() => move(1)}
            />
            <Button
              danger
              icon={<DeleteOutlined />}
              aria-label={t('training.remove')}
              onClick={() => {
                onChange(lessons.filter((_, index) => index !== at))
                setAt(Math.max(0, at - 1))
              }}
            />
          </Flex>
          {(lesson.kind === 'slides' || lesson.kind === 'video') && <LessonFile lesson={lesson} onFile={put} />}
          {lesson.kind === 'case' && <LessonCase lesson={lesson} onCase={caseId => put({ caseId })} />}
          <Tabs
            size="small"
            items={[
              {
                key: 'write',
                label: t('training.write'),
                children: (
                  <Input.TextArea
                    aria-label={t('training.lesson-body')}
                    value={lesson.body}
                    autoSize={{ minRows: 12, maxRows: 30 }}
                    maxLength={60_000}
                    onChange={event => put({ body: event.target.value })}
                  />
                ),
              },
              { key: 'look', label: t('training.look'), children: <Markdown text={lesson.body} /> },
            ]}
          />
          <Typography.Text type="secondary">{t('training.markdown-help')}</Typography.Text>
        </Flex>
      )}
    </Flex>
  )
}

function LessonFile({ lesson, onFile }: { lesson: Lesson; onFile: (part: Partial<Lesson>) => void }) {
  const t = useWords()
  const add = useCommand(client.training.addTrainingFile, {
    onDone: ({ sha256, fileName, mediaType }) => onFile({ sha256, fileName, mediaType }),
  })
  return (
    <Flex gap={8} align="center" wrap>
      <Upload
        accept={lesson.kind === 'video' ? '.mp4,.webm' : '.pdf,.png,.jpg,.jpeg'}
        showUploadList={false}
        beforeUpload={file => {
          void base64Of(file).then(content => add.mutate({ name: file.name, content }))
          return false
        }}
      >
        <Button icon={<UploadOutlined />} loading={add.isPending}>
          {t('training.choose-file')}
        </Button>
      </Upload>
      {lesson.fileName ? (
        <Tag color="green">{lesson.fileName}</Tag>
      ) : (
        <Typography.Text type="secondary">{t('training.file-help')}</Typography.Text>
      )}
    </Flex>
  )
}

function LessonCase({ lesson, onCase }: { lesson: Lesson; onCase: (id: `study_${string}`) => void }) {
  const t = useWords()
  const cases = useQuery(api.training.listCases.queryOptions({ input: { limit: 200 } }))
  return (
    <Select
      aria-label={t('training.case')}
      placeholder={t('training.case')}
      value={lesson.caseId}
      onChange={onCase}
      options={(cases.data?.rows ?? []).map(row => ({ value: row.id, label: row.title }))}
    />
  )
}
