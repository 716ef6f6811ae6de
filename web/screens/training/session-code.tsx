import { useQuery } from '@tanstack/react-query'
import { Alert, Flex, Modal, QRCode, Skeleton, Typography } from 'antd'
import { api, problemOf } from '../../client.ts'
import { useWords } from '../../settings.tsx'

/** The code for the screen of the room: it changes every half minute, so that a photograph of it is soon worth nothing. */
export function SessionCode({
  session,
  open,
  onClose,
}: {
  session: { id: `session_${string}`; title: string }
  open: boolean
  onClose: () => void
}) {
  const t = useWords()
  const code = useQuery({
    ...api.training.signInCode.queryOptions({ input: { id: session.id } }),
    enabled: open,
    retry: false,
    gcTime: 0,
    refetchInterval: query => (query.state.data ? query.state.data.secondsLeft * 1000 : 15_000),
  })
  return (
    <Modal
      open={open}
      title={`${t('training.sign-in')} · ${session.title}`}
      footer={null}
      onCancel={onClose}
      destroyOnHidden
    >
      {code.isError ? (
        <Alert type="info" showIcon title={problemOf(code.error)?.detail ?? t('shell.offline')} />
      ) : code.data ? (
        <Flex vertical align="center" gap={10}>
          <QRCode
            size={280}
            value={`${location.origin}/training/sign-in/${session.id}?code=${code.data.code}`}
            aria-label={t('training.sign-in')}
          />
          <Typography.Text type="secondary">{t('training.code-changes')}</Typography.Text>
          <Typography.Text code copyable style={{ fontSize: 18 }}>
            {code.data.code}
          </Typography.Text>
        </Flex>
      ) : (
        <Skeleton active />
      )}
    </Modal>
  )
}
