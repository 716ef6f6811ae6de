import { InboxOutlined } from '@ant-design/icons'
import { Upload } from 'antd'
import { useWords } from '../settings.tsx'

/** A place to drop a file; nothing is sent before the page says so. */
export function FileDrop({ accept, hint, onFile }: { accept?: string; hint?: string; onFile: (file: File) => void }) {
  const t = useWords()
  return (
    <Upload.Dragger
      accept={accept ?? ''}
      multiple={false}
      showUploadList={false}
      beforeUpload={file => {
        onFile(file)
        return false
      }}
    >
      <p style={{ fontSize: 28, margin: 0 }}>
        <InboxOutlined />
      </p>
      <p>{t('ui.drop-file')}</p>
      {hint && <p style={{ opacity: 0.7 }}>{hint}</p>}
    </Upload.Dragger>
  )
}
