import { DeleteOutlined, EditOutlined } from '@ant-design/icons'
import { Button, Flex, Popconfirm, Table, Tag, Typography } from 'antd'
import { useSettings } from '../../settings.tsx'
import type { RuleView } from './shapes.ts'

const colors = { pass: 'green', refer: 'gold', decline: 'red' } as const

/** An outcome in words and colour. */
export function Outcome({ outcome }: { outcome: 'pass' | 'refer' | 'decline' }) {
  const { t } = useSettings()
  return <Tag color={colors[outcome]}>{t(`decision.outcome.${outcome}`)}</Tag>
}

/** The rules of a version, each case as a sentence. */
export function RulesTable({
  rules,
  busy = false,
  onEdit,
  onRemove,
}: {
  rules: RuleView[]
  busy?: boolean
  onEdit?: (at: number) => void
  onRemove?: (at: number) => void
}) {
  const { t, language } = useSettings()
  const side = language === 'zh' ? 0 : 1
  return (
    <Table<RuleView>
      size="small"
      rowKey={row => row.code}
      dataSource={rules}
      loading={busy}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('decision.rule-name'),
          render: (_, row) => (
            <div>
              <Typography.Text strong>{row.name[side]}</Typography.Text>
              <div>
                <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                  {row.code}
                </Typography.Text>
              </div>
            </div>
          ),
        },
        {
          title: t('decision.rule-when'),
          render: (_, row) => (
            <Flex vertical gap={4} style={{ maxWidth: 620, whiteSpace: 'normal' }}>
              {row.cases.map(one => (
                <Flex key={one.reads} gap={8} align="baseline">
                  <Outcome outcome={one.outcome} />
                  <span>{one.reads}</span>
                </Flex>
              ))}
            </Flex>
          ),
        },
        { title: t('decision.when-unknown'), render: (_, row) => <Outcome outcome={row.whenUnknown} /> },
        ...(onEdit && onRemove
          ? [
              {
                title: '',
                render: (_: unknown, row: RuleView, at: number) => (
                  <Flex gap={4}>
                    <Button
                      type="text"
                      size="small"
                      icon={<EditOutlined />}
                      aria-label={`${t('decision.edit-rule')} ${row.name[side]}`}
                      onClick={() => onEdit(at)}
                    />
                    <Popconfirm
                      title={t('decision.remove-rule')}
                      okText={t('ui.confirm')}
                      cancelText={t('ui.cancel')}
                      onConfirm={() => onRemove(at)}
                    >
                      <Button
                        type="text"
                        size="small"
                        danger
                        icon={<DeleteOutlined />}
                        aria-label={`${t('decision.remove-rule')} ${row.name[side]}`}
                      />
                    </Popconfirm>
                  </Flex>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
