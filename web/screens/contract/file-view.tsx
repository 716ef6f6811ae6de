import { DownloadOutlined, FileProtectOutlined, FolderOpenOutlined } from '@ant-design/icons'
import { Alert, Button, Flex, Grid, Typography } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'

/** A PDF fetched when asked for, shown in the page and offered for keeping; its address dies with the page. */
export function FileView({
  load,
  name,
  hint,
  meta,
}: {
  load: () => Promise<Blob>
  name: string
  hint?: string
  meta?: ReactNode
}) {
  const t = useWords()
  const wide = Grid.useBreakpoint().md ?? true
  const [url, setUrl] = useState<string | null>(null)
  const open = useCommand<void, Blob>(load, { onDone: file => setUrl(URL.createObjectURL(file)) })
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url])
  if (!url)
    return (
      <Flex vertical align="center" gap={12} style={{ padding: '36px 12px' }}>
        <FileProtectOutlined style={{ fontSize: 40, color: 'var(--ant-color-primary, #1456c0)' }} />
        {meta && <Typography.Text type="secondary">{meta}</Typography.Text>}
        <Button type="primary" icon={<FolderOpenOutlined />} loading={open.isPending} onClick={() => open.mutate()}>
          {t('contract.screen.open-file')}
        </Button>
        {hint && <Alert type="info" showIcon title={hint} />}
      </Flex>
    )
  return (
    <Flex vertical gap={10}>
      <Flex justify="space-between" align="center" gap={8} wrap>
        {meta && <Typography.Text type="secondary">{meta}</Typography.Text>}
        <Button icon={<DownloadOutlined />} href={url} download={name}>
          {t('contract.screen.download')}
        </Button>
      </Flex>
      <iframe
        title={name}
        src={url}
        style={{
          width: '100%',
          height: wide ? '78vh' : '60vh',
          border: '1px solid rgba(128,128,128,0.3)',
          borderRadius: 6,
        }}
      />
    </Flex>
  )
}
