import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Card, Flex, Select, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { PersonChoice } from '../team/dialogs.tsx'
import { usePostName, usePosts } from '../team/post-name.ts'
import { permissionName } from './names.ts'

type Subject = 'give' | 'withhold' | 'post'
type Question = Parameters<typeof client.authority.tryRule>[0]

/** 假如: what giving or taking a role would do to real people, tried by the rules themselves; nothing is saved. */
export function WhatIf() {
  const { t, language } = useSettings()
  const { me } = useMe()
  const postName = usePostName()
  const posts = usePosts()
  const roles = useQuery(api.authority.listRoles.queryOptions({ retry: false }))
  const [subject, setSubject] = useState<Subject>('give')
  const [person, setPerson] = useState<string>()
  const [post, setPost] = useState<string>()
  const [chosen, setChosen] = useState<string[]>([])
  const [question, setQuestion] = useState<Question | null>(null)
  const answer = useQuery({
    queryKey: ['what-if', question],
    enabled: question !== null,
    queryFn: () => client.authority.tryRule(question!),
    retry: false,
  })
  const own = (code: string | undefined) =>
    (roles.data ?? []).filter(role => role.posts.includes(code ?? '')).map(role => role.code)
  const ask = () => {
    const fromDay = me!.businessDay
    setQuestion(
      subject === 'post'
        ? { kind: 'post', code: post ?? '', content: { roles: chosen }, fromDay }
        : { kind: 'grant', content: { person, role: chosen[0], effect: subject }, fromDay },
    )
  }
  const ready = chosen.length > 0 && (subject === 'post' ? post !== undefined : person !== undefined)
  const options = (roles.data ?? []).map(role => ({ value: role.code, label: language === 'zh' ? role.zh : role.en }))
  return (
    <Flex vertical gap={14}>
      <Flex gap={8} wrap align="center">
        <span>{t('authority.question.if')}</span>
        <Select<Subject>
          value={subject}
          aria-label={t('authority.question.what-if')}
          onChange={value => {
            setSubject(value)
            setChosen([])
            setQuestion(null)
          }}
          style={{ width: 150 }}
          options={(['give', 'withhold', 'post'] as const).map(value => ({
            value,
            label: t(`authority.question.if.${value}`),
          }))}
        />
        {subject === 'post' ? (
          <Select
            value={post ?? null}
            aria-label={t('team.post')}
            placeholder={t('team.post')}
            style={{ width: 160 }}
            onChange={value => {
              setPost(value ?? undefined)
              setChosen(own(value ?? undefined))
            }}
            options={(posts.data ?? []).map(one => ({ value: one.code, label: postName(one.code) }))}
          />
        ) : (
          <div style={{ width: 160 }}>
            <PersonChoice id="what-if-person" aria-label={t('ui.person')} value={person ?? null} onChange={setPerson} />
          </div>
        )}
        <span>{t('authority.question.if.role')}</span>
        {subject === 'post' ? (
          <Select
            mode="multiple"
            value={chosen}
            aria-label={t('authority.role')}
            style={{ minWidth: 260 }}
            onChange={setChosen}
            options={options}
          />
        ) : (
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={chosen[0] ?? null}
            aria-label={t('authority.role')}
            placeholder={t('authority.role')}
            style={{ width: 180 }}
            onChange={value => setChosen(value ? [value] : [])}
            options={options}
          />
        )}
        <Button type="primary" disabled={!ready || !me} onClick={ask}>
          {t('authority.question.ask')}
        </Button>
      </Flex>
      {question && (
        <QueryView query={answer}>
          {data => (
            <Flex vertical gap={10}>
              {data.refusal && <Alert type="error" showIcon title={data.sentence ?? data.refusal} />}
              {data.conflicts > 0 && (
                <Alert
                  type="warning"
                  showIcon
                  title={t('authority.question.if.conflicts', { count: data.conflicts })}
                />
              )}
              {data.people.length === 0 && !data.refusal && (
                <Typography.Text type="secondary">{t('authority.question.if.nothing')}</Typography.Text>
              )}
              {data.people.map(one => (
                <Card key={one.personId} size="small" title={one.name}>
                  {one.conflicts.map(pair => (
                    <Alert
                      key={pair.rule}
                      type="warning"
                      showIcon
                      style={{ marginBottom: 8 }}
                      title={t('authority.duty.static', {
                        first: permissionName(pair.first, t),
                        second: permissionName(pair.second, t),
                      })}
                    />
                  ))}
                  <Changes label={t('authority.question.if.gained')} colour="green" list={one.gained} />
                  <Changes label={t('authority.question.if.lost')} colour="red" list={one.lost} />
                </Card>
              ))}
            </Flex>
          )}
        </QueryView>
      )}
    </Flex>
  )
}

/** Permissions with their reach, `party.customer.read@branch`. */
function Changes({ label, colour, list }: { label: string; colour: string; list: readonly string[] }) {
  const { t } = useSettings()
  if (list.length === 0) return null
  return (
    <details open={list.length <= 12}>
      <summary>
        {label} {list.length}
      </summary>
      <Flex wrap gap={4} style={{ paddingBlock: 6 }}>
        {list.map(one => {
          const [permission, scope] = one.split('@')
          return (
            <Tag key={one} color={colour}>
              {permissionName(permission ?? '', t)} · {t(`authority.scope.${scope}`)}
            </Tag>
          )
        })}
      </Flex>
    </details>
  )
}
