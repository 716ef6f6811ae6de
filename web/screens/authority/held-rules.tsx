import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, Collapse, Flex, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, type client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { DecideRule, EndRule, type HeldRule, RuleDialog } from './held-rule-dialog.tsx'

type Rules = Awaited<ReturnType<typeof client.authority.listHeldRules>>

/** Which operations wait for a second person, who may check them, and every version there was. */
export default function HeldRules() {
  const t = useWords()
  const may = useMay()
  const rules = useQuery(api.authority.listHeldRules.queryOptions())
  const [editing, setEditing] = useState<HeldRule | 'new' | null>(null)
  const [ending, setEnding] = useState<HeldRule | null>(null)
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('authority.held-rule')}
        </Typography.Title>
        {may('authority.held-rule.write') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
            {t('authority.held-rule.propose')}
          </Button>
        )}
      </Flex>
      <QueryView query={rules}>
        {data => {
          const codes = [...new Set(data.map(row => row.code))]
          if (codes.length === 0)
            return (
              <Card>
                <EmptyState text={t('authority.held-rule.none')} />
              </Card>
            )
          return codes.map(code => (
            <RuleCard
              key={code}
              versions={data.filter(row => row.code === code)}
              onChange={setEditing}
              onEnd={setEnding}
            />
          ))
        }}
      </QueryView>
      {editing && <RuleDialog rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {ending && <EndRule rule={ending} onClose={() => setEnding(null)} />}
    </Flex>
  )
}

function RuleCard({
  versions,
  onChange,
  onEnd,
}: {
  versions: Rules
  onChange: (rule: HeldRule) => void
  onEnd: (rule: HeldRule) => void
}) {
  const t = useWords()
  const may = useMay()
  const newest = versions[0]!
  const shown = versions.find(row => row.state === 'in-force') ?? newest
  const waiting = versions.find(row => row.state === 'proposed')
  const rest = versions.filter(row => row !== shown && row !== waiting)
  return (
    <Card
      size="small"
      title={shown.summary}
      extra={
        may('authority.held-rule.write') &&
        !waiting && (
          <Flex gap={6}>
            <Button size="small" onClick={() => onChange(shown)}>
              {t('authority.held-rule.change')}
            </Button>
            {shown.body && (
              <Button size="small" danger onClick={() => onEnd(shown)}>
                {t('authority.held-rule.end')}
              </Button>
            )}
          </Flex>
        )
      }
    >
      <Flex vertical gap={12}>
        {shown !== waiting && <Version row={shown} />}
        {waiting && (
          <div style={{ borderTop: shown === waiting ? undefined : '1px solid rgba(128,128,128,0.16)', paddingTop: 8 }}>
            <Version row={waiting} />
            {may('authority.held-rule.approve') && !waiting.mine && <DecideRule rule={waiting} />}
          </div>
        )}
        {rest.length > 0 && (
          <Collapse
            ghost
            size="small"
            items={[
              {
                key: 'rest',
                label: t('ui.timeline'),
                children: (
                  <Flex vertical gap={12}>
                    {rest.map(row => (
                      <Version key={row.id} row={row} />
                    ))}
                  </Flex>
                ),
              },
            ]}
          />
        )}
      </Flex>
    </Card>
  )
}

function Version({ row }: { row: HeldRule }) {
  const t = useWords()
  const { body } = row
  return (
    <Flex vertical gap={4}>
      <Flex gap={8} wrap align="center">
        <StateTag state={row.state} word={`authority.held-rule.${row.state}`} />
        <span className="number">
          {row.code} #{row.number}
        </span>
        <Typography.Text type="secondary">
          {t('authority.held-rule.from')} <DayText day={row.fromDay} /> ·{' '}
          {t('authority.held-rule.proposed-by', { name: row.proposedByName })}
        </Typography.Text>
      </Flex>
      {body ? (
        <Flex gap={6} wrap>
          {(body.conditions ?? []).length === 0 && <Tag>{t('authority.held-rule.always')}</Tag>}
          {(body.conditions ?? []).map(one => (
            <Tag key={`${one.field}${one.is}`} color="blue">
              <FieldName rule={row} path={one.field} /> {t(`authority.held-rule.is.${one.is}`)} {one.value ?? ''}
            </Tag>
          ))}
          {[body.check, body.backup].map(
            (who, index) =>
              who && (
                <Tag key={index === 0 ? 'check' : 'backup'} color={index === 0 ? 'green' : 'default'}>
                  {t(index === 0 ? 'authority.held-rule.check' : 'authority.held-rule.backup')} ·{' '}
                  {t(`permission.${who.permission}`)}
                </Tag>
              ),
          )}
          {body.sameBranch && <Tag>{t('authority.held-rule.same-branch')}</Tag>}
          {body.reasonRequired && <Tag>{t('authority.held-rule.reason-required')}</Tag>}
          <Tag>{t('authority.held-rule.hours', { deadline: body.deadlineHours, expire: body.expireHours })}</Tag>
        </Flex>
      ) : (
        <Tag style={{ alignSelf: 'flex-start' }}>{t('authority.held-rule.ended')}</Tag>
      )}
      <Typography.Text type="secondary">{row.reason}</Typography.Text>
    </Flex>
  )
}

/** A condition's field by the name people know it by. */
function FieldName({ rule, path }: { rule: HeldRule; path: string }) {
  const t = useWords()
  const holdable = useQuery(api.authority.listHoldable.queryOptions({ staleTime: 300_000 }))
  const known = holdable.data?.operations
    .find(one => one.operation === rule.operation)
    ?.fields.find(field => field.path === path)
  return <>{known?.label ?? (path === 'answer.amount' ? t('authority.held-rule.amount') : path)}</>
}
