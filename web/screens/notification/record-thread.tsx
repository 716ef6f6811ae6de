import { DownloadOutlined, PaperClipOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Flex, Input, Mentions, Modal, Popconfirm, Tag, Typography, Upload } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Face } from '../../ui/face.tsx'
import { QueryView } from '../../ui/query-view.tsx'

type Line = Awaited<ReturnType<typeof client.notification.listThread>>['rows'][number]
type Person = Awaited<ReturnType<typeof client.notification.listMentionable>>[number]

/** Nobody holds these: there is no next one to hand them over to. */
const nobodys = /:|^(session|newcomer|question|proposal|campaign|held|appraisal)_/

/**
 * The thread of a record: what was said, newest first, and a place to say more. What is shown counts as read.
 */
export function RecordThread({ record, handover = !nobodys.test(record) }: { record: string; handover?: boolean }) {
  const t = useWords()
  const thread = useInfiniteQuery({
    ...api.notification.listThread.infiniteOptions({
      input: (after: string | undefined) => ({ record, limit: 30, ...(after ? { after } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: page => page.next ?? undefined,
    }),
    retry: false,
  })
  const lines = thread.data?.pages.flatMap(page => page.rows) ?? []
  const newest = lines[0]?.id
  const unread = thread.data?.pages[0]?.unread ?? 0
  const see = useCommand(client.notification.seeThread)
  const told = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (!newest || unread === 0 || told.current === newest) return
    told.current = newest
    see.mutate({ record, through: newest })
  }, [newest, unread, record, see])
  return (
    <Flex vertical gap={14}>
      <Composer record={record} handover={handover} />
      {thread.isSuccess && lines.length === 0 && <EmptyState text={t('notification.thread.none')} />}
      {lines.map(line => (
        <ThreadLine key={line.id} line={line} />
      ))}
      <Flex gap={8}>
        {thread.hasNextPage && (
          <Button loading={thread.isFetchingNextPage} onClick={() => void thread.fetchNextPage()}>
            {t('notification.thread.older')}
          </Button>
        )}
        {lines.length > 0 && (
          <Button
            type="text"
            icon={<DownloadOutlined />}
            href={`/api/export/notification/listThread?${new URLSearchParams({
              record,
              columns: `createdAt:${t('ui.day')},authorName:${t('ui.person')},text:${t('notification.thread.text')}`,
            })}`}
          >
            {t('notification.thread.export')}
          </Button>
        )}
      </Flex>
    </Flex>
  )
}

function Composer({ record, handover }: { record: string; handover: boolean }) {
  const t = useWords()
  const [text, setText] = useState('')
  const [search, setSearch] = useState('')
  const [asHandover, setAsHandover] = useState(false)
  const [files, setFiles] = useState<File[]>([])
  const [named, setNamed] = useState<Person[]>([])
  const people = useQuery({
    ...api.notification.listMentionable.queryOptions({ input: { record, search } }),
    enabled: text.includes('@'),
    staleTime: 30_000,
    placeholderData: before => before,
  })
  const post = useCommand(client.notification.postLine, {
    onDone: () => {
      setText('')
      setFiles([])
      setNamed([])
      setAsHandover(false)
    },
  })
  const send = async () => {
    const sent = await Promise.all(
      files.map(async file => ({
        name: file.name,
        mediaType: file.type || 'application/octet-stream',
        content: base64(new Uint8Array(await file.arrayBuffer())),
      })),
    )
    post.mutate({
      record,
      kind: asHandover ? 'handover' : 'message',
      text: text.trim(),
      mentions: named.filter(one => text.includes(`@${one.name}`)).map(one => one.id),
      files: sent,
    })
  }
  return (
    <Flex vertical gap={8}>
      <Mentions
        value={text}
        onChange={setText}
        onSearch={setSearch}
        onSelect={option => {
          const person = people.data?.find(one => one.name === option.value)
          if (person) setNamed(before => [...before.filter(one => one.id !== person.id), person])
        }}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim()) void send()
        }}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={4000}
        placeholder={t('notification.thread.hint')}
        aria-label={t('notification.thread.text')}
        loading={people.isFetching}
        filterOption={false}
        options={(people.data ?? []).map(one => ({
          key: one.id,
          value: one.name,
          disabled: one.why !== null,
          label: (
            <Flex gap={8} justify="space-between">
              <span>{one.name}</span>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {one.why ?? (one.post ? t(`team.post.${one.post}`) : '')}
              </Typography.Text>
            </Flex>
          ),
        }))}
      />
      {files.length > 0 && (
        <Flex gap={6} wrap>
          {files.map(file => (
            <Tag key={file.name} closable onClose={() => setFiles(before => before.filter(one => one !== file))}>
              {file.name}
            </Tag>
          ))}
        </Flex>
      )}
      <Flex gap={8} align="center" wrap justify="space-between">
        <Flex gap={8} align="center" wrap>
          <Upload
            showUploadList={false}
            multiple
            beforeUpload={file => {
              setFiles(before => [...before, file].slice(0, 5))
              return false
            }}
          >
            <Button type="text" icon={<PaperClipOutlined />}>
              {t('notification.thread.attach')}
            </Button>
          </Upload>
          {handover && (
            <Checkbox checked={asHandover} onChange={event => setAsHandover(event.target.checked)}>
              {t('notification.thread.as-handover')}
            </Checkbox>
          )}
        </Flex>
        <Button disabled={text.trim() === ''} loading={post.isPending} onClick={() => void send()}>
          {t('notification.thread.post')}
        </Button>
      </Flex>
    </Flex>
  )
}

function ThreadLine({ line }: { line: Line }) {
  const t = useWords()
  const [editing, setEditing] = useState<string | null>(null)
  const [traces, setTraces] = useState(false)
  const edit = useCommand(client.notification.editLine, { onDone: () => setEditing(null) })
  const remove = useCommand(client.notification.removeLine)
  const open = useCommand(client.notification.openThreadFile, {
    onDone: file => {
      const bytes = Uint8Array.from(atob(file.content), char => char.charCodeAt(0))
      const url = URL.createObjectURL(new Blob([bytes], { type: file.mediaType }))
      const link = Object.assign(document.createElement('a'), { href: url, download: file.name })
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 10_000)
    },
  })
  return (
    <Flex gap={10} align="start" data-line={line.kind}>
      <Face name={line.authorName} size={30} />
      <div style={{ minWidth: 0, flex: 1 }}>
        <Flex gap={8} wrap align="center">
          <Typography.Text strong>{line.authorName}</Typography.Text>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            <InstantText at={line.createdAt} />
          </Typography.Text>
          {line.kind === 'handover' && <Tag color="blue">{t('notification.thread.handover')}</Tag>}
          {line.editedAt && (
            <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setTraces(true)}>
              {t(line.removed ? 'notification.thread.traces' : 'notification.thread.edited')}
            </Button>
          )}
        </Flex>
        {line.removed ? (
          <Typography.Text type="secondary" italic>
            {t('notification.thread.removed')}
          </Typography.Text>
        ) : editing !== null ? (
          <Flex vertical gap={6}>
            <Input.TextArea
              value={editing}
              autoSize
              maxLength={4000}
              aria-label={t('notification.thread.text')}
              onChange={event => setEditing(event.target.value)}
            />
            <Flex gap={6}>
              <Button
                size="small"
                loading={edit.isPending}
                disabled={editing.trim() === ''}
                onClick={() => edit.mutate({ id: line.id, text: editing.trim() })}
              >
                {t('ui.save')}
              </Button>
              <Button size="small" onClick={() => setEditing(null)}>
                {t('ui.cancel')}
              </Button>
            </Flex>
          </Flex>
        ) : (
          <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            <Spoken line={line} />
          </div>
        )}
        {line.files.length > 0 && (
          <Flex gap={6} wrap style={{ marginTop: 4 }}>
            {line.files.map(file => (
              <Button
                key={file.id}
                size="small"
                icon={<PaperClipOutlined />}
                loading={open.isPending}
                onClick={() => open.mutate({ id: file.id })}
              >
                {file.name}
              </Button>
            ))}
          </Flex>
        )}
        {line.receipts.length > 0 && (
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t('notification.thread.received-by', { names: line.receipts.map(one => one.name).join(t('ui.comma')) })}
          </Typography.Text>
        )}
        {line.mine && !line.removed && editing === null && (
          <Flex gap={4}>
            <Button type="text" size="small" onClick={() => setEditing(line.text)}>
              {t('notification.thread.edit')}
            </Button>
            <Popconfirm
              title={t('notification.thread.remove')}
              okText={t('notification.thread.remove')}
              cancelText={t('ui.cancel')}
              onConfirm={() => remove.mutate({ id: line.id })}
            >
              <Button type="text" size="small">
                {t('notification.thread.remove')}
              </Button>
            </Popconfirm>
          </Flex>
        )}
      </div>
      {traces && <Traces id={line.id} onClose={() => setTraces(false)} />}
    </Flex>
  )
}

/** The text with the names of people in it set apart. */
function Spoken({ line }: { line: Line }) {
  const names = line.mentions.map(one => `@${one.name}`)
  if (names.length === 0) return <>{line.text}</>
  const pattern = new RegExp(`(${names.map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`)
  return line.text.split(pattern).map((part, index) =>
    names.includes(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
      <Typography.Text key={index} strong style={{ color: 'var(--ant-color-link, #1456c0)' }}>
        {part}
      </Typography.Text>
    ) : (
      part
    ),
  )
}

function Traces({ id, onClose }: { id: Line['id']; onClose: () => void }) {
  const t = useWords()
  const traces = useQuery(api.notification.listTraces.queryOptions({ input: { id } }))
  return (
    <Modal open title={t('notification.thread.traces')} footer={null} onCancel={onClose}>
      <QueryView query={traces}>
        {rows =>
          rows.map(row => (
            <div key={row.at} style={{ marginBottom: 12 }}>
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {t(row.kind === 'removed' ? 'notification.thread.remove' : 'notification.thread.edit')} ·{' '}
                {row.actorName} · <InstantText at={row.at} />
              </Typography.Text>
              <div style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{row.text}</div>
            </div>
          ))
        }
      </QueryView>
    </Modal>
  )
}

/** Bytes as base64 text, in pieces that the engine can spread. */
function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
