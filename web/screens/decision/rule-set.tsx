import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, Button, DatePicker, Flex, Form, Popconfirm, Tag, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { Changes } from './changes.tsx'
import { History } from './history.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { RulesTable } from './rules-table.tsx'
import { type RuleIn, type RuleSet, ruleIn } from './shapes.ts'
import { TryRules } from './try-rules.tsx'

/** One version of the rules: read it, edit a draft, see what it would change, publish it as the second person. */
export default function RuleSetPage() {
  const { id } = useParams({ strict: false }) as { id: `ruleset_${string}` }
  const query = useQuery(api.decision.getRuleSet.queryOptions({ input: { id } }))
  return <QueryView query={query}>{data => <Editor ruleSet={data} />}</QueryView>
}

function Editor({ ruleSet }: { ruleSet: RuleSet }) {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const [editing, setEditing] = useState<{ rule: RuleIn | null; at: number } | null>(null)
  const [publishing, setPublishing] = useState(false)
  const rules = ruleSet.rules.map(ruleIn)
  const save = useCommand(client.decision.saveRuleSet)
  const discard = useCommand(client.decision.discardRuleSet)
  const write = async (next: RuleIn[]) => {
    await save.mutateAsync({ id: ruleSet.id, version: ruleSet.version, note: ruleSet.note, rules: next })
    setEditing(null)
  }
  const editable = ruleSet.actions.includes('edit')
  return (
    <>
      <RecordPage
        title={`${t('decision.rule-set')} ${t('decision.version-number', { number: ruleSet.number })}`}
        subtitle={ruleSet.note}
        tags={
          <>
            <StateTag state={ruleSet.state} word={`decision.rule-set.${ruleSet.state}`} />
            {ruleSet.inForce && <Tag color="green">{t('decision.rule-set.in-force')}</Tag>}
          </>
        }
        figures={[
          { label: t('decision.tab.rules'), value: ruleSet.rules.length },
          { label: t('decision.effective-from'), value: <DayText day={ruleSet.effectiveFrom} /> },
          {
            label: t('decision.drafted-by'),
            value: ruleSet.draftedByName,
            note: <InstantText at={ruleSet.draftedAt} />,
          },
          ...(ruleSet.publishedAt
            ? [
                {
                  label: t('decision.published-by'),
                  value: ruleSet.publishedByName ?? '—',
                  note: <InstantText at={ruleSet.publishedAt} />,
                },
              ]
            : []),
        ]}
        primary={
          <Flex gap={8} wrap>
            {ruleSet.actions.includes('discard') && (
              <Popconfirm
                title={t('decision.discard')}
                okText={t('ui.confirm')}
                cancelText={t('ui.cancel')}
                onConfirm={() => discard.mutate({ id: ruleSet.id, version: ruleSet.version })}
              >
                <Button>{t('decision.discard')}</Button>
              </Popconfirm>
            )}
            {ruleSet.actions.includes('publish') && (
              <Button type="primary" onClick={() => setPublishing(true)}>
                {t('decision.publish')}
              </Button>
            )}
          </Flex>
        }
        tabs={[
          {
            key: 'rules',
            label: t('decision.tab.rules'),
            content: (
              <Flex vertical gap={12}>
                {editable && !ruleSet.actions.includes('publish') && may('decision.rule-set.publish') && (
                  <Alert type="info" showIcon title={t('decision.waits-for-another')} />
                )}
                <RulesTable
                  rules={ruleSet.rules}
                  busy={save.isPending}
                  {...(editable
                    ? {
                        onEdit: (at: number) => setEditing({ rule: rules[at]!, at }),
                        onRemove: (at: number) => void write(rules.filter((_, index) => index !== at)),
                      }
                    : {})}
                />
                {editable && (
                  <Button onClick={() => setEditing({ rule: null, at: rules.length })}>{t('decision.add-rule')}</Button>
                )}
              </Flex>
            ),
          },
          { key: 'changes', label: t('decision.tab.changes'), content: <Changes ruleSet={ruleSet} /> },
          { key: 'history', label: t('decision.tab.history'), content: <History id={ruleSet.id} /> },
          { key: 'try', label: t('decision.tab.try'), content: <TryRules id={ruleSet.id} /> },
        ]}
      />
      {editing && (
        <RuleDialog
          key={editing.at}
          rule={editing.rule}
          busy={save.isPending}
          onClose={() => setEditing(null)}
          onSave={rule => void write([...rules.slice(0, editing.at), rule, ...rules.slice(editing.at + 1)])}
        />
      )}
      <CommandForm
        open={publishing}
        title={t('decision.publish')}
        onClose={() => setPublishing(false)}
        operation={client.decision.publishRuleSet}
        initial={{ effectiveFrom: dayjs(me?.businessDay) }}
        done={t('decision.rule-set.published')}
        submit={t('decision.publish')}
        input={values => ({
          id: ruleSet.id,
          version: ruleSet.version,
          effectiveFrom: (values.effectiveFrom as Dayjs).format('YYYY-MM-DD'),
        })}
      >
        <Typography.Paragraph type="secondary">{t('decision.publish-note')}</Typography.Paragraph>
        <Form.Item name="effectiveFrom" label={t('decision.effective-from')}>
          <DatePicker style={{ width: '100%' }} allowClear={false} />
        </Form.Item>
      </CommandForm>
    </>
  )
}
