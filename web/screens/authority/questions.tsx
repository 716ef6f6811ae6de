import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Button, Card, DatePicker, Flex, Input, Select, Tabs, Tag, TimePicker, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { grades } from '../../../modules/authority/rule.ts'
import { client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FoldTable } from '../../ui/fold-table.tsx'
import { grouped } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { PersonChoice } from '../team/dialogs.tsx'
import { usePostName } from '../team/post-name.ts'
import { useCertificateName } from '../training/certificate-name.ts'
import { RuleChain } from './rule-chain.tsx'
import { useRoleNames } from './rules.tsx'
import { spoken } from './spoken.ts'
import { WhatIf } from './what-if.tsx'

/** Questions about rights, each a sentence with holes: who could approve, what somebody can do and why, who has seen. */
export default function Questions() {
  const { t } = useSettings()
  const { ask } = useSearch({ strict: false }) as { ask?: string }
  return (
    <Flex vertical gap={14}>
      <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
        {t('authority.questions')}
      </Typography.Title>
      <Card styles={{ body: { paddingTop: 4 } }}>
        <Tabs
          defaultActiveKey={ask ?? 'who-could'}
          items={[
            { key: 'who-could', label: t('authority.question.who-could'), children: <WhoCould /> },
            { key: 'what-can', label: t('authority.question.what-can'), children: <WhatCan /> },
            { key: 'who-saw', label: t('authority.question.who-saw'), children: <WhoSaw /> },
            { key: 'what-if', label: t('authority.question.what-if'), children: <WhatIf /> },
          ]}
        />
      </Card>
    </Flex>
  )
}

type When = { day: Dayjs; time: Dayjs | null }
const asked = ({ day, time }: When) => ({
  on: day.format('YYYY-MM-DD'),
  ...(time ? { time: time.format('HH:mm') } : {}),
})

function useWhen(): [When | null, (when: When) => void] {
  const { me } = useMe()
  const [when, setWhen] = useState<When | null>(null)
  return [when ?? (me ? { day: dayjs(me.businessDay), time: null } : null), setWhen]
}

function WhenFields({ when, onChange }: { when: When; onChange: (when: When) => void }) {
  const { t } = useSettings()
  return (
    <>
      <span>{t('authority.question.in')}</span>
      <DatePicker
        value={when.day}
        allowClear={false}
        aria-label={t('authority.question.day')}
        onChange={day => day && onChange({ ...when, day })}
      />
      <TimePicker
        value={when.time}
        format="HH:mm"
        aria-label={t('authority.question.time')}
        placeholder={t('authority.question.time')}
        onChange={time => onChange({ ...when, time })}
      />
    </>
  )
}

function WhoCould() {
  const { t } = useSettings()
  const postName = usePostName()
  const [when, setWhen] = useWhen()
  const [amount, setAmount] = useState('300000')
  const [grade, setGrade] = useState<(typeof grades)[number] | null>(null)
  const [question, setQuestion] = useState<Parameters<typeof client.authority.whoCould>[0] | null>(null)
  const answer = useQuery({
    queryKey: ['who-could', question],
    enabled: question !== null,
    queryFn: () => client.authority.whoCould(question!),
  })
  if (!when) return null
  return (
    <Flex vertical gap={14}>
      <Flex gap={8} wrap align="center">
        <WhenFields when={when} onChange={setWhen} />
        <span>{t('authority.question.could-approve')}</span>
        <Input
          prefix="¥"
          value={amount}
          aria-label={t('authority.question.amount')}
          onChange={event => setAmount(event.target.value)}
          style={{ width: 150 }}
        />
        <Select
          allowClear
          value={grade}
          onChange={value => setGrade(value ?? null)}
          placeholder={t('authority.question.any-grade')}
          aria-label={t('authority.question.grade')}
          style={{ width: 130 }}
          options={grades.map(value => ({ value, label: `${t('authority.question.grade')} ${value}` }))}
        />
        <span>{t('authority.question.of')}</span>
        <Button
          type="primary"
          onClick={() =>
            setQuestion({ amount: amount.replaceAll(',', ''), ...(grade ? { grade } : {}), ...asked(when) })
          }
        >
          {t('authority.question.ask')}
        </Button>
      </Flex>
      {question && (
        <QueryView query={answer}>
          {data => (
            <>
              <Typography.Text type="secondary">
                <InstantText at={data.at} />
              </Typography.Text>
              {data.people.length === 0 ? (
                <EmptyState text={t('authority.question.nobody')} />
              ) : (
                <FoldTable
                  rowKey={row => row.personId + row.stage}
                  rows={data.people}
                  size="small"
                  columns={[
                    { title: t('ui.person'), render: (_, row) => row.name },
                    { title: t('team.post'), render: (_, row) => `${postName(row.post)} · ${row.branchName ?? ''}` },
                    {
                      title: t('authority.rule.stage'),
                      render: (_, row) => t(`authority.matrix.stage.${row.stage}`),
                    },
                    {
                      title: t('authority.question.could'),
                      render: (_, row) => (
                        <Tag color={row.allow ? 'green' : 'default'}>
                          {t(row.allow ? 'authority.question.could' : 'authority.question.could-not')}
                        </Tag>
                      ),
                    },
                    {
                      title: t('authority.question.limit'),
                      align: 'end',
                      render: (_, row) => <span className="number">¥{grouped(row.limit)}</span>,
                    },
                    {
                      title: t('authority.question.why-not'),
                      long: true,
                      folds: row => !row.allow,
                      render: (_, row) =>
                        row.allow ? '—' : <div style={{ maxWidth: 260, whiteSpace: 'normal' }}>{row.sentence}</div>,
                    },
                    {
                      title: t('authority.question.by'),
                      long: true,
                      render: (_, row) => <RuleChain ids={row.ruleIds} />,
                    },
                  ]}
                />
              )}
              {data.withheld > 0 && (
                <Typography.Text type="secondary">
                  {t('authority.question.withheld', { count: data.withheld })}
                </Typography.Text>
              )}
            </>
          )}
        </QueryView>
      )}
    </Flex>
  )
}

function WhatCan() {
  const { t } = useSettings()
  const certificateName = useCertificateName()
  const roleName = useRoleNames()
  const [when, setWhen] = useWhen()
  const [person, setPerson] = useState<string>()
  const [question, setQuestion] = useState<Parameters<typeof client.authority.whatCan>[0] | null>(null)
  const answer = useQuery({
    queryKey: ['what-can', question],
    enabled: question !== null,
    queryFn: () => client.authority.whatCan(question!),
  })
  if (!when) return null
  return (
    <Flex vertical gap={14}>
      <Flex gap={8} wrap align="center">
        <WhenFields when={when} onChange={setWhen} />
        <span>{t('authority.question.what-can-lead')}</span>
        <div style={{ width: 180 }}>
          <PersonChoice id="what-can-person" aria-label={t('ui.person')} value={person ?? null} onChange={setPerson} />
        </div>
        <Button
          type="primary"
          disabled={!person}
          onClick={() => setQuestion({ personId: person as `person_${string}`, ...asked(when) })}
        >
          {t('authority.question.ask')}
        </Button>
      </Flex>
      {question && (
        <QueryView query={answer}>
          {data => (
            <>
              <Flex gap={8} wrap align="center">
                <Typography.Text strong>{data.name}</Typography.Text>
                {data.onLeave && <Tag color="gold">{t('team.on-leave')}</Tag>}
                {data.roles.map(role => (
                  <Tag key={role.code}>{roleName(role.code)}</Tag>
                ))}
                {data.limits.map(one => (
                  <Tag key={one.stage} color="blue">
                    {t(`authority.matrix.stage.${one.stage}`)} ≤ ¥{grouped(one.limit)}
                  </Tag>
                ))}
                <Typography.Text type="secondary">
                  {t('authority.question.certificates')}
                  {t('ui.colon')}
                  {data.certificates.length === 0
                    ? t('authority.question.no-certificates')
                    : data.certificates.map(one => certificateName(one.code)).join(t('ui.comma'))}
                </Typography.Text>
              </Flex>
              <FoldTable
                rowKey="permission"
                rows={data.permissions}
                size="small"
                columns={[
                  {
                    title: t('authority.question.permission'),
                    render: (_, row) => t(`permission.${row.permission}`),
                  },
                  {
                    title: t('authority.question.scope'),
                    render: (_, row) =>
                      row.allow && row.scope ? (
                        t(`authority.scope.${row.scope}`)
                      ) : (
                        <Tag color="orange">{t('authority.question.could-not')}</Tag>
                      ),
                  },
                  {
                    title: t('authority.question.chain'),
                    long: true,
                    render: (_, row) => <RuleChain ids={row.allow ? row.ruleIds : [...row.ruleIds, ...row.missing]} />,
                  },
                ]}
              />
            </>
          )}
        </QueryView>
      )}
    </Flex>
  )
}

const fields = ['phone', 'idNumber', 'address', 'account'] as const

function WhoSaw() {
  const { t, language } = useSettings()
  const [customer, setCustomer] = useState<string>()
  const [search, setSearch] = useState('')
  const [field, setField] = useState<string | null>('phone')
  const [question, setQuestion] = useState<Parameters<typeof client.authority.whoSaw>[0] | null>(null)
  const customers = useQuery({
    queryKey: ['who-saw-customers', search],
    queryFn: () => client.party.listCustomers({ limit: 20, ...(search ? { search } : {}) }),
  })
  const answer = useQuery({
    queryKey: ['who-saw', question],
    enabled: question !== null,
    queryFn: () => client.authority.whoSaw(question!),
  })
  return (
    <Flex vertical gap={14}>
      <Flex gap={8} wrap align="center">
        <span>{t('authority.question.who-saw-lead')}</span>
        <Select
          showSearch={{ filterOption: false, onSearch: setSearch }}
          value={customer ?? null}
          onChange={value => setCustomer(value ?? undefined)}
          aria-label={t('party.customer')}
          placeholder={t('party.customer')}
          style={{ width: 200 }}
          options={(customers.data?.rows ?? []).map(row => ({ value: row.id, label: row.name }))}
        />
        <span>{t('authority.question.its')}</span>
        <Select
          allowClear
          value={field}
          onChange={value => setField(value ?? null)}
          placeholder={t('authority.question.any-field')}
          aria-label={t('authority.question.fields')}
          style={{ width: 140 }}
          options={fields.map(value => ({ value, label: t(`authority.field.${value}`) }))}
        />
        <span>?</span>
        <Button
          type="primary"
          disabled={!customer}
          onClick={() => setQuestion({ about: customer ?? '', ...(field ? { field } : {}) })}
        >
          {t('authority.question.ask')}
        </Button>
      </Flex>
      {question && (
        <QueryView query={answer}>
          {data => (
            <>
              {data.lines.length === 0 ? (
                <EmptyState text={t('authority.question.nobody-saw')} />
              ) : (
                <FoldTable
                  rowKey={row => row.at + row.actorName + row.operation}
                  rows={data.lines}
                  size="small"
                  columns={[
                    { title: t('ui.person'), render: (_, row) => row.actorName },
                    { title: t('authority.at'), render: (_, row) => <InstantText at={row.at} /> },
                    {
                      title: t('authority.operation'),
                      render: (_, row) => spoken(row.operation, language, t),
                    },
                    {
                      title: t('authority.question.fields'),
                      render: (_, row) =>
                        row.fields.map(one => {
                          const said = t(`authority.field.${one}`)
                          return <Tag key={one}>{said.startsWith('authority.') ? one : said}</Tag>
                        }),
                    },
                    {
                      title: t('authority.question.why'),
                      render: (_, row) => <span style={{ whiteSpace: 'normal' }}>{row.reason || '—'}</span>,
                    },
                  ]}
                />
              )}
              {data.withheld > 0 && (
                <Typography.Text type="secondary">
                  {t('authority.question.withheld-lines', { count: data.withheld })}
                </Typography.Text>
              )}
            </>
          )}
        </QueryView>
      )}
    </Flex>
  )
}
