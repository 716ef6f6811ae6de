import { Button, Checkbox, Flex, Form, Input, Modal, Progress, Typography } from 'antd'
import { useEffect, useState } from 'react'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { CostTable } from '../product/cost-table.tsx'
import type { Contract } from './shapes.ts'

/**
 * Records that the borrower accepted: the cost form stands on the screen and the seconds are counted while it does; only
 * then can the acceptance be recorded.
 */
export function AcceptDialog({ contract, open, onClose }: { contract: Contract; open: boolean; onClose: () => void }) {
  const t = useWords()
  const [form] = Form.useForm()
  const [seconds, setSeconds] = useState(0)
  const [reading, setReading] = useState(false)
  const command = useCommand(client.contract.acceptContract, { form, done: t('ui.done'), onDone: onClose })
  useEffect(() => {
    if (!open || !reading) return
    const timer = setInterval(() => document.visibilityState === 'visible' && setSeconds(count => count + 1), 1000)
    return () => clearInterval(timer)
  }, [open, reading])
  useEffect(() => {
    if (!open) {
      setSeconds(0)
      setReading(false)
    }
  }, [open])
  const enough = seconds >= contract.readSeconds
  return (
    <Modal
      open={open}
      title={t('contract.screen.accept')}
      width={860}
      onCancel={onClose}
      okText={t('contract.screen.accept')}
      cancelText={t('ui.cancel')}
      okButtonProps={{ disabled: !enough }}
      confirmLoading={command.isPending}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Flex vertical gap={14} style={{ marginTop: 12 }}>
        {reading ? (
          <>
            <Flex gap={12} align="center">
              <Progress
                type="circle"
                size={44}
                percent={Math.min(100, Math.floor((seconds / Math.max(1, contract.readSeconds)) * 100))}
                format={() => seconds}
              />
              <Typography.Text>
                {t('contract.screen.read-first', { read: seconds, seconds: contract.readSeconds })}
              </Typography.Text>
            </Flex>
            <CostTable
              items={contract.figures.cost}
              total={contract.figures.totalCost}
              simple={contract.simple}
              effective={contract.effective}
            />
          </>
        ) : (
          <Flex vertical align="center" gap={10} style={{ padding: 20 }}>
            <Typography.Text>
              {t('contract.screen.read-first', { read: 0, seconds: contract.readSeconds })}
            </Typography.Text>
            <Button type="primary" onClick={() => setReading(true)}>
              {t('contract.screen.start-reading')}
            </Button>
          </Flex>
        )}
        <Form
          form={form}
          layout="vertical"
          preserve={false}
          initialValues={{ identityChecked: false, note: '' }}
          onFinish={(values: { identityChecked: boolean; note: string }) =>
            command.mutate({
              id: contract.id,
              version: contract.version,
              sha256: contract.file.sha256,
              readSeconds: seconds,
              identityChecked: values.identityChecked,
              note: values.note,
            })
          }
        >
          <Form.Item name="identityChecked" valuePropName="checked">
            <Checkbox>{t('contract.screen.identity-checked')}</Checkbox>
          </Form.Item>
          <Form.Item name="note" label={t('contract.screen.note')} style={{ marginBottom: 0 }}>
            <Input />
          </Form.Item>
        </Form>
      </Flex>
    </Modal>
  )
}
