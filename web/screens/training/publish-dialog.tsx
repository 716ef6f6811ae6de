import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, DatePicker, Flex, Modal, Table, Typography } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'

type Draft = Awaited<ReturnType<typeof client.training.draftCourse>>
type Impact = Awaited<ReturnType<typeof client.training.publishCourse>>

/** Publishing, with whose certificates must be renewed by when shown before. */
export function Publish({ draft, open, onClose }: { draft: Draft; open: boolean; onClose: () => void }) {
  const t = useWords()
  const navigate = useNavigate()
  const [renewBy, setRenewBy] = useState<string | null>(null)
  const [impact, setImpact] = useState<Impact | null>(null)
  const input = { code: draft.code, revision: draft.revision, renewBy }
  const look = useCommand(
    (what: typeof input, { context }: { context: { key?: string } }) =>
      client.training.publishCourse(what, { context: { ...context, preview: true } }),
    { onDone: setImpact },
  )
  const publish = useCommand(client.training.publishCourse, {
    done: t('training.published-now'),
    onDone: () => void navigate({ to: `/training/courses/${draft.code}` as never }),
  })
  return (
    <Modal
      open={open}
      title={t('training.publish')}
      width={640}
      onCancel={onClose}
      onOk={() => publish.mutate(input)}
      okText={t('training.publish')}
      cancelText={t('ui.cancel')}
      confirmLoading={publish.isPending}
    >
      <Flex vertical gap={12}>
        <Typography.Text>{t('training.publish-help')}</Typography.Text>
        {draft.certificateCode !== null && draft.kind === 'course' && (
          <Flex gap={8} align="center" wrap>
            {t('training.renew-by')}
            <DatePicker
              aria-label={t('training.renew-by')}
              onChange={(value: Dayjs | null) => {
                setRenewBy(value ? value.format('YYYY-MM-DD') : null)
                setImpact(null)
              }}
            />
            <Button loading={look.isPending} onClick={() => look.mutate(input)}>
              {t('training.see-impact')}
            </Button>
          </Flex>
        )}
        {impact &&
          (impact.holders.length === 0 ? (
            <Alert type="info" showIcon title={t('training.impact-none')} />
          ) : (
            <Table
              size="small"
              pagination={false}
              scroll={{ y: 240 }}
              rowKey={row => row.personId}
              dataSource={impact.holders}
              columns={[
                { title: t('ui.person'), dataIndex: 'personName' },
                { title: t('team.group'), dataIndex: 'groupName' },
                { title: t('training.ends-now'), render: (_, row) => <InstantText at={row.endsAt} /> },
                { title: t('training.ends-then'), render: (_, row) => <InstantText at={row.endsThen} /> },
              ]}
            />
          ))}
      </Flex>
    </Modal>
  )
}
