import { CheckCircleFilled, DeleteOutlined, FileTextOutlined, UploadOutlined, WarningFilled } from '@ant-design/icons'
import { App, Button, Flex, Modal, Tag, Tooltip, Typography, Upload } from 'antd'
import { useState } from 'react'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import type { Application } from './shapes.ts'

type Paper = Application['documents'][number]
type Kind = Paper['kind']
type Opened = { name: string; mediaType: string; content: string }

/** The papers of an application: what is needed, what is there, what is missing; a tap uploads or opens. */
export function Papers({
  application,
  editable,
  compact = false,
}: {
  application: Application
  editable: boolean
  compact?: boolean
}) {
  const t = useWords()
  const there = new Map<Kind, Paper[]>()
  for (const paper of application.documents) there.set(paper.kind, [...(there.get(paper.kind) ?? []), paper])
  const kinds = [...new Set([...application.papersNeeded, ...application.documents.map(paper => paper.kind)])]
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: `repeat(auto-fill, minmax(${compact ? 104 : 150}px, 1fr))`,
        gap: 8,
      }}
    >
      {kinds.map(kind => (
        <PaperTile
          key={kind}
          kind={kind}
          application={application}
          papers={there.get(kind) ?? []}
          editable={editable}
          label={t(`origination.paper.${kind}`)}
        />
      ))}
      {editable && (
        <PaperTile kind="other" application={application} papers={[]} editable label={t('origination.paper.other')} />
      )}
    </div>
  )
}

function PaperTile({
  kind,
  papers,
  application,
  editable,
  label,
}: {
  kind: Kind
  papers: Paper[]
  application: Application
  editable: boolean
  label: string
}) {
  const t = useWords()
  const { message } = App.useApp()
  const [open, setOpen] = useState<Opened | null>(null)
  const show = useCommand(client.origination.openDocument, {
    onDone: ({ name = '', mediaType = '', content }) => content && setOpen({ name, mediaType, content }),
  })
  const remove = useCommand(client.origination.removeDocument)
  const add = useCommand(client.origination.addDocument, {
    onDone: made => {
      if (made.elsewhere > 0) message.warning(t('origination.elsewhere', { count: made.elsewhere }))
    },
  })
  const send = async (file: File) => {
    add.mutate({ id: application.id, kind, name: file.name, content: base64(new Uint8Array(await file.arrayBuffer())) })
  }
  const has = papers.length > 0
  const needed = application.papersNeeded.includes(kind)
  const twice = papers.some(paper => paper.elsewhere > 0)
  return (
    <div
      data-paper={kind}
      style={{
        border: has || !needed ? '1px solid rgba(128,128,128,0.25)' : '1px dashed var(--ant-color-warning, #b97a06)',
        borderRadius: 8,
        padding: '10px 8px',
        textAlign: 'center',
      }}
    >
      <div style={{ fontSize: 18 }}>
        <FileTextOutlined />{' '}
        {has ? (
          <CheckCircleFilled
            style={{ fontSize: 12, color: 'var(--ant-color-success, #2f8f5b)' }}
            aria-label={t('ui.yes')}
          />
        ) : !needed ? null : (
          <WarningFilled
            style={{ fontSize: 12, color: 'var(--ant-color-warning, #b97a06)' }}
            aria-label={t('origination.still-missing')}
          />
        )}
      </div>
      <Typography.Text>{label}</Typography.Text>
      {twice && (
        <Tooltip title={t('origination.elsewhere', { count: Math.max(...papers.map(paper => paper.elsewhere)) })}>
          <Tag color="gold" style={{ marginInlineStart: 4 }}>
            !
          </Tag>
        </Tooltip>
      )}
      <Flex vertical align="center">
        {papers.map(paper => (
          <Flex key={paper.id} gap={2} align="center" style={{ maxWidth: '100%' }}>
            <Button
              type="link"
              size="small"
              style={{ padding: 0, maxWidth: 120 }}
              onClick={() => show.mutate({ id: paper.id })}
            >
              <Typography.Text ellipsis style={{ maxWidth: 110, color: 'inherit' }}>
                {paper.name}
              </Typography.Text>
            </Button>
            {editable && (
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={`${t('ui.cancel')} ${paper.name}`}
                onClick={() => remove.mutate({ id: paper.id })}
              />
            )}
          </Flex>
        ))}
        {editable && (
          <Upload
            accept="image/jpeg,image/png,image/webp,application/pdf"
            showUploadList={false}
            beforeUpload={file => {
              void send(file)
              return false
            }}
          >
            <Button
              size="small"
              icon={<UploadOutlined />}
              loading={add.isPending}
              aria-label={`${t('origination.upload')} ${label}`}
            >
              {t('origination.upload')}
            </Button>
          </Upload>
        )}
      </Flex>
      <Modal
        open={open !== null}
        title={`${label} · ${open?.name ?? ''}`}
        footer={null}
        width={860}
        onCancel={() => setOpen(null)}
        destroyOnHidden
      >
        {open &&
          (open.mediaType.startsWith('image/') ? (
            <img alt={label} style={{ maxWidth: '100%' }} src={`data:${open.mediaType};base64,${open.content}`} />
          ) : (
            <PdfFrame content={open.content} title={label} />
          ))}
      </Modal>
    </div>
  )
}

function PdfFrame({ content, title }: { content: string; title: string }) {
  const [url] = useState(() => {
    const bytes = Uint8Array.from(atob(content), char => char.charCodeAt(0))
    return URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
  })
  return <iframe title={title} src={url} style={{ width: '100%', height: '70vh', border: 0 }} />
}

/** Bytes as base64 text, in pieces that the engine can spread. */
function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** What is still missing, each by its name. */
export function StillMissing({ application }: { application: Application }) {
  const t = useWords()
  if (application.missing.length === 0)
    return (
      <Typography.Text type="success">
        <CheckCircleFilled /> {t('origination.nothing-missing')}
      </Typography.Text>
    )
  return (
    <Flex wrap gap={6} align="center">
      <Typography.Text type="warning">
        <WarningFilled /> {t('origination.still-missing')}
      </Typography.Text>
      {application.missing.map(one => (
        <Tag key={one.name} color="gold">
          {one.label}
        </Tag>
      ))}
    </Flex>
  )
}
