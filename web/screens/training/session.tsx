import { DownloadOutlined, QrcodeOutlined, UploadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Card, Flex, Form, Input, Popconfirm, Rate, Table, Tag, Typography, Upload } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { Money } from '../../ui/money.tsx'
import { PendingChanges } from '../../ui/pending-changes.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordTalk } from '../notification/record-talk.tsx'
import { base64Of } from './file.ts'
import { Places } from './parts.tsx'
import { SessionCode } from './session-code.tsx'
import { SessionDialog } from './session-dialog.tsx'

type Session = Awaited<ReturnType<typeof client.training.getSession>>

/** One session: what it is about, one's own seat, and for who leads it the list, the code, the material and the end. */
export default function SessionPage() {
  const { id } = useParams({ strict: false }) as { id: `session_${string}` }
  const session = useQuery(api.training.getSession.queryOptions({ input: { id } }))
  return (
    <>
      <Places at="/training/calendar" />
      <Flex vertical gap={14} style={{ maxWidth: 900 }}>
        <PendingChanges record={id} />
        <QueryView query={session}>{data => <View session={data} />}</QueryView>
        <RecordTalk record={id} />
      </Flex>
    </>
  )
}

function View({ session }: { session: Session }) {
  const t = useWords()
  const may = useMay()
  const [dialog, setDialog] = useState<'change' | 'cancel' | 'close' | 'code' | null>(null)
  const close = () => setDialog(null)
  const planned = session.state === 'planned'
  const write = planned && may('training.session.write')
  return (
    <Flex vertical gap={14}>
      <Card>
        <Flex justify="space-between" gap={10} wrap align="start">
          <div>
            <Typography.Title level={1} style={{ fontSize: 19, margin: 0 }}>
              {session.title}
            </Typography.Title>
            <Flex gap={6} wrap style={{ marginTop: 6 }}>
              <Tag>{t(`training.session-kind.${session.kind}`)}</Tag>
              <Tag color={planned ? 'blue' : session.state === 'held' ? 'green' : 'red'}>
                {t(`training.session-state.${session.state}`)}
              </Tag>
              {session.mine === 'seated' && <Tag color="green">{t('training.registration.seated')}</Tag>}
              {session.mine === 'waiting' && (
                <Tag color="gold">{t('training.waiting-place', { place: session.waitingPlace ?? 1 })}</Tag>
              )}
              {session.attendedByMe && <Tag color="green">{t('training.attended')}</Tag>}
            </Flex>
          </div>
          <Flex gap={8} wrap>
            {planned && <Seat session={session} />}
            {planned && session.leads && (
              <Button icon={<QrcodeOutlined />} onClick={() => setDialog('code')}>
                {t('training.show-code')}
              </Button>
            )}
            {write && <Button onClick={() => setDialog('change')}>{t('training.change-session')}</Button>}
            {write && <Button onClick={() => setDialog('close')}>{t('training.close-session')}</Button>}
            {write && (
              <Button danger onClick={() => setDialog('cancel')}>
                {t('training.cancel-session')}
              </Button>
            )}
          </Flex>
        </Flex>
        <DefinitionList
          items={[
            {
              label: t('training.when'),
              value: (
                <>
                  <InstantText at={session.startsAt} /> – <InstantText at={session.endsAt} />
                </>
              ),
            },
            { label: t('training.place'), value: session.place },
            session.speaker !== null && {
              label: t('training.speaker'),
              value: `${session.speaker}${session.speakerFrom ? ` · ${session.speakerFrom}` : ''}`,
            },
            session.hostName !== null && { label: t('training.host'), value: session.hostName },
            {
              label: t('training.seats-taken'),
              value: t('training.seats', { seated: session.seated, capacity: session.capacity }),
            },
            session.waiting > 0 && { label: t('training.waiting'), value: session.waiting },
            session.leads && { label: t('training.planned-cost'), value: <Money value={session.plannedCost} sign /> },
            session.actualCost !== null && {
              label: t('training.actual-cost'),
              value: <Money value={session.actualCost} sign />,
            },
            session.rating !== null && { label: t('training.session-rating'), value: `${session.rating} / 5` },
            session.cancelReason !== null && { label: t('ui.reason'), value: session.cancelReason },
          ]}
        />
        {session.summary && <Markdown text={session.summary} />}
        {session.attendedByMe && <Feedback session={session} />}
      </Card>
      <Files session={session} />
      {session.leads && <People session={session} />}
      {session.comments.length > 0 && (
        <Card size="small" title={t('training.feedback')}>
          {session.comments.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: comments carry no name and do not reorder
            <Flex key={index} gap={10} style={{ padding: '6px 0' }} wrap>
              <Rate disabled value={one.rating} style={{ fontSize: 14 }} />
              <span>{one.comment || '—'}</span>
            </Flex>
          ))}
        </Card>
      )}
      <SessionDialog open={dialog === 'change'} onClose={close} session={session} />
      <SessionCode session={session} open={dialog === 'code'} onClose={close} />
      <CommandForm
        open={dialog === 'cancel'}
        danger
        title={t('training.cancel-session')}
        submit={t('training.cancel-session')}
        onClose={close}
        operation={client.training.cancelSession}
        input={values => ({ id: session.id, version: session.version, reason: String(values.reason ?? '') })}
      >
        <Form.Item name="reason" label={t('ui.reason')} rules={[{ required: true, message: t('problem.missing') }]}>
          <Input maxLength={200} autoFocus />
        </Form.Item>
      </CommandForm>
      <CommandForm
        open={dialog === 'close'}
        title={t('training.close-session')}
        submit={t('training.close-session')}
        onClose={close}
        operation={client.training.closeSession}
        initial={{ actualCost: session.plannedCost }}
        input={values => ({ id: session.id, version: session.version, actualCost: String(values.actualCost ?? '0') })}
      >
        <Form.Item
          name="actualCost"
          label={t('training.actual-cost')}
          extra={t('training.close-help')}
          rules={[{ required: true, message: t('problem.missing') }]}
        >
          <Input inputMode="decimal" suffix={t('ui.yuan')} />
        </Form.Item>
      </CommandForm>
    </Flex>
  )
}

function Seat({ session }: { session: Session }) {
  const t = useWords()
  const register = useCommand(client.training.registerForSession, { done: t('ui.done') })
  const withdraw = useCommand(client.training.withdrawFromSession, { done: t('ui.done') })
  if (session.mine === 'seated' || session.mine === 'waiting')
    return (
      !session.attendedByMe && (
        <Popconfirm
          title={t('training.withdraw-ask')}
          okText={t('training.leave-session')}
          cancelText={t('ui.cancel')}
          onConfirm={() => withdraw.mutate({ id: session.id })}
        >
          <Button loading={withdraw.isPending}>{t('training.leave-session')}</Button>
        </Popconfirm>
      )
    )
  return (
    <Button type="primary" loading={register.isPending} onClick={() => register.mutate({ id: session.id })}>
      {t(session.seated < session.capacity ? 'training.register' : 'training.register-waiting')}
    </Button>
  )
}

function Feedback({ session }: { session: Session }) {
  const t = useWords()
  const [rating, setRating] = useState(0)
  const [comment, setComment] = useState('')
  const give = useCommand(client.training.giveFeedback, { done: t('training.thanks') })
  if (session.myFeedback !== null)
    return (
      <Flex gap={8} align="center">
        {t('training.your-rating')} <Rate disabled value={session.myFeedback} />
      </Flex>
    )
  return (
    <Card size="small" type="inner" title={t('training.rate-session')} style={{ marginTop: 12 }}>
      <Flex vertical gap={8}>
        <Rate value={rating} onChange={setRating} />
        <Input.TextArea
          aria-label={t('training.comment')}
          placeholder={t('training.comment')}
          maxLength={500}
          value={comment}
          onChange={event => setComment(event.target.value)}
        />
        <div>
          <Button
            disabled={rating === 0}
            loading={give.isPending}
            onClick={() => give.mutate({ id: session.id, rating, comment })}
          >
            {t('ui.submit')}
          </Button>
        </div>
      </Flex>
    </Card>
  )
}

function Files({ session }: { session: Session }) {
  const t = useWords()
  const add = useCommand(client.training.addSessionFile, { done: t('ui.done') })
  if (session.files.length === 0 && !session.leads) return null
  return (
    <Card
      size="small"
      title={t('training.materials')}
      extra={
        session.leads && (
          <Upload
            accept=".pdf,.png,.jpg,.jpeg,.mp4,.webm"
            showUploadList={false}
            beforeUpload={file => {
              void base64Of(file).then(content => add.mutate({ id: session.id, name: file.name, content }))
              return false
            }}
          >
            <Button size="small" icon={<UploadOutlined />} loading={add.isPending}>
              {t('training.add-material')}
            </Button>
          </Upload>
        )
      }
    >
      {session.files.length === 0 ? (
        <EmptyState text={t('training.materials-none')} />
      ) : (
        session.files.map(file => (
          <div key={file.id}>
            <Button
              type="link"
              icon={<DownloadOutlined />}
              href={`/api/training/session-files/${file.id}`}
              target="_blank"
            >
              {file.fileName}
            </Button>
          </div>
        ))
      )}
    </Card>
  )
}

function People({ session }: { session: Session }) {
  const t = useWords()
  const mark = useCommand(client.training.markAttendance, { done: t('ui.done') })
  return (
    <Card size="small" title={t('training.registered')} styles={{ body: { padding: 0 } }}>
      {session.people.length === 0 ? (
        <EmptyState text={t('training.registered-none')} />
      ) : (
        <Table
          size="small"
          pagination={false}
          rowKey="personId"
          scroll={{ x: 'max-content' }}
          dataSource={session.people}
          columns={[
            { title: t('ui.person'), dataIndex: 'personName' },
            { title: t('training.state'), render: (_, row) => t(`training.registration.${row.state}`) },
            { title: t('training.asked-at'), render: (_, row) => <InstantText at={row.askedAt} /> },
            {
              title: t('training.attended'),
              render: (_, row) =>
                row.attendedAt ? (
                  <>
                    <InstantText at={row.attendedAt} /> {t(`training.attended-by.${row.attendedBy ?? 'host'}`)}
                  </>
                ) : (
                  row.state === 'seated' &&
                  session.state === 'planned' && (
                    <Button size="small" onClick={() => mark.mutate({ id: session.id, personId: row.personId })}>
                      {t('training.mark')}
                    </Button>
                  )
                ),
            },
          ]}
        />
      )}
    </Card>
  )
}
