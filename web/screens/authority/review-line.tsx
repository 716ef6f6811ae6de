import { WarningOutlined } from '@ant-design/icons'
import { Flex, Table, Tag, Typography } from 'antd'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { useCertificateName } from '../training/certificate-name.ts'
import { permissionName } from './names.ts'
import { RuleChain } from './rule-chain.tsx'

export type Line = Awaited<ReturnType<typeof client.authority.listReviewLines>>['rows'][number]

/** What a line is called: the role, or who lent, or which key. */
export function useLineTitle(): (line: Pick<Line, 'kind' | 'title'>) => string {
  const t = useWords()
  return ({ kind, title }) =>
    kind === 'delegation'
      ? t('authority.review.lent-by', { name: title })
      : kind === 'key'
        ? t('authority.review.key-of', { name: title })
        : title
}

/** What was pointed out about a line; each in a word, with its icon. */
export function Flags({ flags }: { flags: Line['flags'] }) {
  const t = useWords()
  return (
    <>
      {flags.map(flag => (
        <Tag
          key={flag}
          color={flag === 'conflict' || flag === 'certificate' ? 'red' : 'gold'}
          icon={<WarningOutlined />}
        >
          {t(`authority.review.flag.${flag}`)}
        </Tag>
      ))}
    </>
  )
}

/** When a right was last used, as far as a trail is left. */
export function LastUsed({ line }: { line: Pick<Line, 'lastUsedAt' | 'traced'> }) {
  const t = useWords()
  if (line.lastUsedAt) return <DayText day={line.lastUsedAt.slice(0, 10)} />
  return <>{t(line.traced ? 'authority.review.never-used' : 'authority.review.untraced')}</>
}

/** Everything that was written down of a line: how it came, what conflicts, which certificate it asks for, what it permits. */
export function LineFacts({ line }: { line: Line }) {
  const t = useWords()
  const certificateName = useCertificateName()
  return (
    <Flex vertical gap={10}>
      {line.sources.map(source => (
        <div key={source.rule}>
          <RuleChain ids={[source.rule]} /> {source.fromDay && t('authority.review.since', { day: source.fromDay })}{' '}
          {source.toDay && t('authority.review.until', { day: source.toDay })}
          <div>
            <Typography.Text type="secondary">
              {t('authority.review.made-by', { maker: source.maker })}
              {source.checker ? ` · ${t('authority.review.checked-by', { checker: source.checker })}` : ''}
              {source.reason ? ` · ${source.reason}` : ''}
            </Typography.Text>
          </div>
        </div>
      ))}
      {line.conflicts.map(one => (
        <div key={one.rule}>
          <Typography.Text type="danger">
            {t('authority.duty.static', { first: permissionName(one.first, t), second: permissionName(one.second, t) })}
          </Typography.Text>
        </div>
      ))}
      {line.certificates.length > 0 && (
        <div>
          {t('authority.review.certificates')}
          {t('ui.colon')}
          {line.certificates.map(one => (
            <Tag key={one.certificate} color={one.live ? 'green' : 'red'}>
              {certificateName(one.certificate)} {one.live ? '' : t('authority.review.not-live')}
            </Tag>
          ))}
        </div>
      )}
      <Table
        size="small"
        rowKey="permission"
        pagination={line.permissions.length > 12 ? { pageSize: 12, size: 'small', showSizeChanger: false } : false}
        dataSource={line.permissions}
        scroll={{ x: 'max-content' }}
        columns={[
          {
            key: 'permission',
            title: t('authority.review.permission'),
            render: (_, row) =>
              row.permission === 'approval' ? t('team.delegation.approval') : permissionName(row.permission, t),
          },
          {
            key: 'scope',
            title: t('authority.review.scope'),
            render: (_, row) => (row.scope ? t(`authority.scope.${row.scope}`) : '—'),
          },
          { key: 'used', title: t('authority.review.last-used'), render: (_, row) => <LastUsed line={row} /> },
        ]}
      />
    </Flex>
  )
}

/** Who signed a line and who decided on its revocation, with what they said. */
export function Signatures({ line }: { line: Line }) {
  const t = useWords()
  if (!line.answeredAt) return null
  return (
    <Flex vertical gap={4}>
      <div>
        {t('authority.review.answered-by')} {line.answeredByName} · <InstantText at={line.answeredAt} />
        {line.reason ? ` · ${line.reason}` : ''}
      </div>
      {line.decidedAt && (
        <div>
          {t('authority.review.decided-by')} {line.decidedByName} · <InstantText at={line.decidedAt} />
          {line.decisionReason ? ` · ${line.decisionReason}` : ''}
        </div>
      )}
    </Flex>
  )
}
