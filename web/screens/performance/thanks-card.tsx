import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, Flex, Form, Input, Segmented, Select, Switch, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { recordPlace } from '../../found-records.tsx'
import { RecordSelect } from '../../record-select.tsx'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'

const reasons = ['help', 'customer', 'quality', 'teaching', 'idea'] as const
type Box = 'mine' | 'given' | 'group'

/** What I was thanked for, and a way to thank. */
export function ThanksCard() {
  const t = useWords()
  const [box, setBox] = useState<Box>('mine')
  const [giving, setGiving] = useState(false)
  const list = useQuery(api.performance.listThanks.queryOptions({ input: { box, limit: 20 } }))
  return (
    <Card
      size="small"
      title={t('performance.thanks')}
      extra={
        <Button type="primary" onClick={() => setGiving(true)}>
          {t('performance.thanks.give')}
        </Button>
      }
    >
      <Flex vertical gap={10}>
        <Segmented<Box>
          size="small"
          value={box}
          onChange={setBox}
          options={(['mine', 'given', 'group'] as const).map(value => ({
            value,
            label: t(`performance.thanks.${value}`),
          }))}
        />
        <QueryView query={list}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Typography.Text type="secondary">{t('performance.thanks.none')}</Typography.Text>
            ) : (
              <Flex vertical gap={10}>
                {rows.map(row => (
                  <div key={row.id}>
                    <div style={{ overflowWrap: 'anywhere' }}>
                      <Tag color="gold">{t(`performance.thanks.reason.${row.reason}`)}</Tag>
                      {row.text}
                    </div>
                    <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                      {row.byName} → {row.personName} · <InstantText at={row.at} />
                      <AboutRecord id={row.record} />
                    </Typography.Text>
                  </div>
                ))}
              </Flex>
            )
          }
        </QueryView>
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('performance.thanks.note')}
        </Typography.Text>
      </Flex>
      {giving && <Give onClose={() => setGiving(false)} />}
    </Card>
  )
}

/** The record a thank-you is about, for the two alone. */
function AboutRecord({ id }: { id: string | null }) {
  const t = useWords()
  const place = id === null ? null : recordPlace(id)
  return (
    place && (
      <>
        {' · '}
        <Link to={place.path as never}>{t(place.word)}</Link>
      </>
    )
  )
}

function Give({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const { me } = useMe()
  const colleagues = useQuery(api.notification.listColleagues.queryOptions())
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open
      title={t('performance.thanks.give')}
      onClose={onClose}
      operation={client.performance.thank}
      initial={{ reason: 'help' }}
      input={values => ({
        personId: values.personId as `person_${string}`,
        reason: values.reason as (typeof reasons)[number],
        text: String(values.text ?? ''),
        record: (values.record as string | undefined) ?? null,
      })}
    >
      <Form.Item name="personId" label={t('performance.thanks.whom')} rules={required}>
        <Select
          showSearch
          optionFilterProp="label"
          options={(colleagues.data?.people ?? [])
            .filter(one => one.id !== me?.person.id)
            .map(one => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('performance.thanks.for')} rules={required}>
        <Select options={reasons.map(value => ({ value, label: t(`performance.thanks.reason.${value}`) }))} />
      </Form.Item>
      <Form.Item name="text" label={t('performance.thanks.text')} rules={required}>
        <Input.TextArea rows={3} maxLength={300} />
      </Form.Item>
      <Form.Item name="record" label={t('performance.thanks.record')} extra={t('performance.thanks.record-note')}>
        <RecordSelect placeholder={t('performance.thanks.record-search')} />
      </Form.Item>
    </CommandForm>
  )
}

/** Two switches: on leaderboards or not, a digest or not. */
export function ChoiceCard() {
  const t = useWords()
  const choices = useQuery(api.performance.myChoices.queryOptions())
  const save = useCommand(client.performance.saveChoices, { done: t('ui.done') })
  const own = choices.data
  if (!own) return null
  const line = (key: 'unlisted' | 'noDigest', word: string) => (
    <Flex justify="space-between" align="center" gap={10} style={{ minHeight: 36 }}>
      <span>{t(word)}</span>
      <Switch
        aria-label={t(word)}
        checked={!own[key]}
        loading={save.isPending}
        onChange={on => save.mutate({ ...own, [key]: !on })}
      />
    </Flex>
  )
  return (
    <Card size="small" title={t('performance.choice')}>
      {line('unlisted', 'performance.choice.unlisted')}
      {line('noDigest', 'performance.choice.digest')}
    </Card>
  )
}
