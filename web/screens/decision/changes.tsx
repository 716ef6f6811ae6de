import { useQuery } from '@tanstack/react-query'
import { Flex, Select, Skeleton, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import type { RuleSet, RuleView } from './shapes.ts'

/** What differs between this version and another, rule by rule, in sentences. */
export function Changes({ ruleSet }: { ruleSet: RuleSet }) {
  const { t } = useSettings()
  const list = useQuery(api.decision.listRuleSets.queryOptions())
  const others = (list.data ?? []).filter(row => row.id !== ruleSet.id && row.state === 'published')
  const [chosen, setChosen] = useState<`ruleset_${string}` | null>(null)
  const base = chosen ?? others.find(row => row.inForce)?.id ?? others[0]?.id ?? null
  const other = useQuery({
    ...api.decision.getRuleSet.queryOptions({ input: { id: base ?? ruleSet.id } }),
    enabled: base !== null,
  })
  return (
    <Flex vertical gap={12}>
      <Select
        style={{ maxWidth: 320 }}
        aria-label={t('decision.compare-with')}
        placeholder={t('decision.compare-with')}
        value={base}
        onChange={setChosen}
        options={others.map(row => ({
          value: row.id,
          label: `${t('decision.compare-with')} ${t('decision.version-number', { number: row.number })} · ${row.note}`,
        }))}
      />
      {base === null ? (
        <Typography.Text type="secondary">{t('decision.no-changes')}</Typography.Text>
      ) : other.data ? (
        <ChangeTable from={other.data.rules} to={ruleSet.rules} />
      ) : (
        <Skeleton active />
      )}
    </Flex>
  )
}

function ChangeTable({ from, to }: { from: RuleView[]; to: RuleView[] }) {
  const { t, language } = useSettings()
  const side = language === 'zh' ? 0 : 1
  const said = (rule: RuleView | undefined) =>
    rule
      ? [
          ...rule.cases.map(one => `${t(`decision.outcome.${one.outcome}`)}${t('ui.colon')}${one.reads}`),
          `${t('decision.when-unknown')}${t('ui.colon')}${t(`decision.outcome.${rule.whenUnknown}`)}`,
          rule.sentence[side],
        ].join('\n')
      : ''
  const before = new Map(from.map(rule => [rule.code, rule]))
  const after = new Map(to.map(rule => [rule.code, rule]))
  const rows = [...new Set([...before.keys(), ...after.keys()])]
    .map(code => ({
      code,
      name: (after.get(code) ?? before.get(code))!.name[side]!,
      from: said(before.get(code)),
      to: said(after.get(code)),
    }))
    .filter(row => row.from !== row.to)
  if (rows.length === 0) return <Typography.Text type="secondary">{t('decision.no-changes')}</Typography.Text>
  const kind = (row: (typeof rows)[number]) => (row.from === '' ? 'added' : row.to === '' ? 'removed' : 'changed')
  const lines = (text: string) => <div style={{ whiteSpace: 'pre-line', maxWidth: 380 }}>{text || '—'}</div>
  return (
    <Table
      size="small"
      rowKey={row => row.code}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          title: t('decision.rule-name'),
          render: (_, row) => (
            <Flex gap={8}>
              <Tag color={{ added: 'green', removed: 'red', changed: 'gold' }[kind(row)]}>
                {t(`decision.change.${kind(row)}`)}
              </Tag>
              {row.name}
            </Flex>
          ),
        },
        { title: t('decision.compare-with'), render: (_, row) => lines(row.from) },
        { title: t('decision.rule-set'), render: (_, row) => lines(row.to) },
      ]}
    />
  )
}
