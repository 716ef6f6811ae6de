import { ArrowRightOutlined, WarningOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, Flex, Select, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, type client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { grouped } from '../../ui/money.tsx'

export type Impact = NonNullable<Awaited<ReturnType<typeof client.team.movePerson>>['impact']>
export type Held = Impact['held'][number]
/** For each kind of work: who takes it over, `spread`, or `keep`. */
export type Plan = Record<string, string>

/** What a move would change: line, roles, sight, and what does not fit. */
export function ImpactView({ impact }: { impact: Impact }) {
  const { t, language } = useSettings()
  const roles = useQuery(api.authority.listRoles.queryOptions({ retry: false }))
  const role = (code: string) => {
    const found = roles.data?.find(one => one.code === code)
    return found ? (language === 'zh' ? found.zh : found.en) : code
  }
  const { reportsTo, rolesGained, rolesLost, permissionsGained, permissionsLost } = impact
  const nothing =
    reportsTo.before === reportsTo.after &&
    rolesGained.length + rolesLost.length + impact.apart.length === 0 &&
    impact.limits.every(one => one.before === one.after) &&
    impact.visible.every(line => line.before === line.after)
  return (
    <Flex vertical gap={10} data-impact>
      {impact.apart.map(pair => (
        <Alert
          key={pair.rule}
          type="error"
          showIcon
          title={t('team.conflict.duty', {
            first: t(`permission.${pair.first}`),
            second: t(`permission.${pair.second}`),
          })}
        />
      ))}
      {impact.conflicts.map(({ code, facts }) => (
        <Alert
          key={code + JSON.stringify(facts)}
          type="warning"
          showIcon
          icon={<WarningOutlined />}
          title={t(`team.conflict.${code}`, facts)}
        />
      ))}
      {reportsTo.before !== reportsTo.after && (
        <div>
          <Typography.Text type="secondary">{t('team.reports-to')} </Typography.Text>
          {reportsTo.before ?? '—'} <ArrowRightOutlined /> <strong>{reportsTo.after ?? '—'}</strong>
        </div>
      )}
      {[
        ['team.roles-gained', rolesGained, 'green', permissionsGained],
        ['team.roles-lost', rolesLost, 'red', permissionsLost],
      ].map(([label, codes, color, permissions]) =>
        (codes as string[]).length + (permissions as string[]).length === 0 ? null : (
          <details key={label as string}>
            <summary>
              {t(label as string)}{' '}
              {(codes as string[]).map(code => (
                <Tag key={code} color={color as string}>
                  {role(code)}
                </Tag>
              ))}
              <Typography.Text type="secondary">
                {t('team.permissions-count', { count: (permissions as string[]).length })}
              </Typography.Text>
            </summary>
            <Flex wrap gap={4} style={{ paddingBlock: 6 }}>
              {(permissions as string[]).map(one => (
                <Tag key={one}>{t(`permission.${one}`)}</Tag>
              ))}
            </Flex>
          </details>
        ),
      )}
      {impact.limits
        .filter(one => one.before !== one.after)
        .map(one => (
          <div key={one.stage}>
            <Typography.Text type="secondary">
              {t('team.limit')} · {t(`authority.matrix.stage.${one.stage}`)}{' '}
            </Typography.Text>
            <span className="number">¥{grouped(one.before)}</span> <ArrowRightOutlined />{' '}
            <strong className="number">¥{grouped(one.after)}</strong>
          </div>
        ))}
      <SightTable lines={impact.visible} />
      {nothing && <Typography.Text type="secondary">{t('team.impact-none')}</Typography.Text>}
    </Flex>
  )
}

/** How many records of each kind are visible before and after. */
export function SightTable({ lines }: { lines: Impact['visible'] }) {
  const { t } = useSettings()
  const changed = lines.filter(line => line.before !== line.after)
  if (changed.length === 0) return null
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="kind"
      dataSource={changed}
      columns={[
        { title: t('team.sight'), render: (_, row) => t(row.kind) },
        { title: t('team.before'), align: 'end', render: (_, row) => <span className="number">{row.before}</span> },
        { title: t('team.after'), align: 'end', render: (_, row) => <span className="number">{row.after}</span> },
        {
          title: t('team.change'),
          align: 'end',
          render: (_, row) => (
            <strong className="number">
              {row.after > row.before ? '+' : '−'}
              {Math.abs(row.after - row.before)}
            </strong>
          ),
        },
      ]}
    />
  )
}

type Colleague = { id: string; name: string; onLeave: boolean }

/** Everything somebody holds to one colleague at once, or shared out; what ends with the person goes to nobody. */
export function EverythingTo({
  held,
  colleagues,
  onPlan,
}: {
  held: Held[]
  colleagues: Colleague[]
  onPlan: (plan: Plan) => void
}) {
  const { t } = useSettings()
  const needed = held.filter(one => !one.ends)
  const [to, setTo] = useState<string | null>(null)
  if (needed.length === 0) return null
  const all = (who: string | null) => {
    setTo(who)
    onPlan(who === null ? {} : Object.fromEntries(needed.map(one => [one.kind, who])))
  }
  return (
    <Flex gap={8} wrap align="center">
      <label htmlFor="everything-to">{t('team.everything-to')}</label>
      <Select
        id="everything-to"
        style={{ minWidth: 190 }}
        allowClear
        placeholder={t('team.choose-successor')}
        showSearch={{ optionFilterProp: 'label' }}
        value={to}
        onChange={value => all(value ?? null)}
        options={[
          { value: 'spread', label: t('team.spread') },
          ...colleagues.map(one => ({
            value: one.id,
            label: one.onLeave ? `${one.name}${t('ui.brackets', { inside: t('team.on-leave') })}` : one.name,
            disabled: one.onLeave,
          })),
        ]}
      />
    </Flex>
  )
}

/** What somebody holds, kind by kind with the first rows, and who takes each over. `keeps` says whether a kind may stay with them. */
export function HandOverTable({
  held,
  plan,
  onPlan,
  colleagues,
  keeps,
}: {
  held: Held[]
  plan: Plan
  onPlan: (plan: Plan) => void
  colleagues: Colleague[]
  keeps: (kind: string) => boolean
}) {
  const { t } = useSettings()
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="kind"
      dataSource={held}
      scroll={{ x: 'max-content' }}
      expandable={{
        expandedRowRender: row => (
          <Flex wrap gap="4px 14px">
            {row.first.map(one => (
              <span key={one.id}>
                {row.page && !row.page.startsWith('/team/groups') ? (
                  <a href={row.page + one.id}>{one.name}</a>
                ) : (
                  one.name
                )}
              </span>
            ))}
            {row.count > row.first.length && <Typography.Text type="secondary">…</Typography.Text>}
          </Flex>
        ),
      }}
      columns={[
        { title: t('team.held-kind'), render: (_, row) => t(row.kind) },
        { title: t('team.held-count'), align: 'end', render: (_, row) => <span className="number">{row.count}</span> },
        {
          title: t('team.successor'),
          render: (_, row) =>
            row.ends ? (
              <Typography.Text type="secondary">{t('team.ends-with-person')}</Typography.Text>
            ) : (
              <Select
                aria-label={`${t('team.successor')} ${t(row.kind)}`}
                style={{ minWidth: 170 }}
                placeholder={t('team.choose-successor')}
                showSearch={{ optionFilterProp: 'label' }}
                value={plan[row.kind]}
                onChange={value => onPlan({ ...plan, [row.kind]: value })}
                options={[
                  ...(keeps(row.kind) ? [{ value: 'keep', label: t('team.keep') }] : []),
                  { value: 'spread', label: t('team.spread') },
                  ...colleagues.map(one => ({
                    value: one.id,
                    label: one.onLeave ? `${one.name}${t('ui.brackets', { inside: t('team.on-leave') })}` : one.name,
                  })),
                ]}
              />
            ),
        },
      ]}
    />
  )
}

/** The plan as the command takes it. */
export const planInput = (plan: Plan) =>
  Object.entries(plan)
    .filter(([, to]) => to !== 'keep')
    .map(([kind, to]) => ({ kind, to: to === 'spread' ? null : (to as `person_${string}`) }))
