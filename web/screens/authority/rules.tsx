import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Badge, Button, Card, Collapse, Flex, Form, Input, Tabs, Tag, Typography } from 'antd'
import { useState } from 'react'
import { ruleKinds } from '../../../modules/authority/rule.ts'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useSettings } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { useCertificateName } from '../training/certificate-name.ts'
import { MaskTable } from './mask-fields.tsx'
import { phrasesOf, type Rule, titleOf } from './names.ts'
import { ProposeRule } from './propose-rule.tsx'

const colours = { proposed: 'gold', rejected: 'red', planned: 'blue', 'in-force': 'green', past: 'default' } as const

/** What people call a role, by its code. */
export function useRoleNames(): (code: string) => string {
  const { language } = useSettings()
  const roles = useQuery(api.authority.listRoles.queryOptions())
  const names = new Map((roles.data ?? []).map(role => [role.code, language === 'zh' ? role.zh : role.en]))
  return code => names.get(code) ?? code
}

/** Rules about rights: what holds, every version before and after, what waits for a second person. */
export default function Rules() {
  const { t } = useSettings()
  const may = useMay()
  const navigate = useNavigate()
  const asked = useSearch({ strict: false }) as { kind?: string }
  const kind = ruleKinds.find(one => one === asked.kind) ?? 'matrix'
  const [proposing, setProposing] = useState<Rule | 'new' | null>(null)
  const rules = useQuery(api.authority.listRules.queryOptions({ input: { kind } }))
  const waiting = useQuery(api.authority.listRules.queryOptions({ input: { waiting: 'true' } }))
  const count = (one: string) => (waiting.data ?? []).filter(rule => rule.kind === one).length
  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('authority.rules')}
        </Typography.Title>
        <Flex gap={8} wrap>
          {may('authority.question.read') && (
            <Link to={'/authority/questions' as never}>
              <Button>{t('authority.questions')}</Button>
            </Link>
          )}
          <Link to={'/authority/emergency' as never}>
            <Button>{t('authority.emergency')}</Button>
          </Link>
          <Link to={'/authority/keys' as never}>
            <Button>{t('authority.keys')}</Button>
          </Link>
          {may('authority.rule.write') && (
            <Button type="primary" onClick={() => setProposing('new')}>
              {t('authority.rule.new')}
            </Button>
          )}
        </Flex>
      </Flex>
      <Card styles={{ body: { paddingTop: 4 } }}>
        <Tabs
          activeKey={kind}
          onChange={key => void navigate({ to: '.', search: { kind: key } as never, replace: true })}
          items={ruleKinds.map(one => ({
            key: one,
            label: (
              <Badge count={count(one)} size="small" offset={[10, 0]}>
                {t(`authority.kind.${one}`)}
              </Badge>
            ),
          }))}
        />
        {kind === 'mask' && <MaskTable />}
        <QueryView query={rules}>
          {data =>
            data.length === 0 ? (
              <EmptyState text={t('authority.rule.empty')} />
            ) : (
              <ByCode rules={data} onPropose={setProposing} mayPropose={may('authority.rule.write')} />
            )
          }
        </QueryView>
      </Card>
      {proposing && (
        <ProposeRule kind={kind} rule={proposing === 'new' ? null : proposing} onClose={() => setProposing(null)} />
      )}
    </Flex>
  )
}

/** Each rule with what holds now; opened, every version of it. */
function ByCode({
  rules,
  onPropose,
  mayPropose,
}: {
  rules: Rule[]
  onPropose: (rule: Rule) => void
  mayPropose: boolean
}) {
  const { t } = useSettings()
  const roleName = useRoleNames()
  const codes = [...new Set(rules.map(rule => rule.code))]
  return (
    <Collapse
      ghost
      items={codes.map(code => {
        const versions = rules.filter(rule => rule.code === code)
        const shown =
          versions.find(rule => rule.state === 'in-force') ??
          versions.find(rule => rule.state === 'planned') ??
          versions[0]!
        const open = versions.filter(rule => rule.state === 'proposed').length
        return {
          key: code,
          label: (
            <Flex vertical gap={4}>
              <Flex gap={8} align="center" wrap>
                <Typography.Text strong>{titleOf(shown, t, roleName)}</Typography.Text>
                <Tag color={colours[shown.state]}>{t(`authority.rule.${shown.state}`)}</Tag>
                {open > 0 && shown.state !== 'proposed' && <Tag color="gold">{t('authority.rule.proposed')}</Tag>}
              </Flex>
              <Phrases rule={shown} most={shown.kind === 'role' ? 6 : 12} />
            </Flex>
          ),
          children: (
            <Flex vertical gap={12}>
              {mayPropose && open === 0 && (
                <Flex>
                  <Button size="small" onClick={() => onPropose(shown)}>
                    {t('authority.rule.propose')}
                  </Button>
                </Flex>
              )}
              {versions.map((rule, index) => (
                <Version
                  key={rule.id}
                  rule={rule}
                  before={versions.slice(index + 1).find(one => one.state !== 'rejected')}
                />
              ))}
            </Flex>
          ),
        }
      })}
    />
  )
}

function Phrases({ rule, most = 200 }: { rule: Rule; most?: number }) {
  const { t } = useSettings()
  const roleName = useRoleNames()
  const phrases = phrasesOf(rule, t, roleName, useCertificateName())
  return (
    <Flex gap={4} wrap>
      {phrases.slice(0, most).map(phrase => (
        <Tag key={phrase} style={{ whiteSpace: 'normal' }}>
          {phrase}
        </Tag>
      ))}
      {phrases.length > most && <Typography.Text type="secondary">+{phrases.length - most}</Typography.Text>}
    </Flex>
  )
}

/** One version: what it says against the one before, who made and checked it, and the decision if it waits. */
function Version({ rule, before }: { rule: Rule; before: Rule | undefined }) {
  const { t } = useSettings()
  const may = useMay()
  const roleName = useRoleNames()
  const certificateName = useCertificateName()
  const [verdict, setVerdict] = useState<boolean | null>(null)
  const was = before ? phrasesOf(before, t, roleName, certificateName) : []
  const becomes = phrasesOf(rule, t, roleName, certificateName)
  const added = becomes.filter(one => !was.includes(one))
  const removed = was.filter(one => !becomes.includes(one))
  return (
    <Card size="small">
      <Flex justify="space-between" gap={8} wrap>
        <Flex gap={8} align="center" wrap>
          <Typography.Text strong>{t('authority.rule.number', { number: rule.number })}</Typography.Text>
          <Tag color={colours[rule.state]}>{t(`authority.rule.${rule.state}`)}</Tag>
          <Typography.Text type="secondary">
            <DayText day={rule.fromDay} /> → {rule.toDay ? <DayText day={rule.toDay} /> : '—'}
          </Typography.Text>
        </Flex>
        {rule.state === 'proposed' &&
          may('authority.rule.approve') &&
          (rule.mine ? (
            <Typography.Text type="secondary">{t('authority.rule.own')}</Typography.Text>
          ) : (
            <Flex gap={8}>
              <Button size="small" onClick={() => setVerdict(false)}>
                {t('authority.rule.reject')}
              </Button>
              <Button size="small" type="primary" onClick={() => setVerdict(true)}>
                {t('authority.rule.approve')}
              </Button>
            </Flex>
          ))}
      </Flex>
      <Flex gap={4} wrap style={{ marginTop: 8 }}>
        {before ? (
          <>
            {added.map(one => (
              <Tag key={`+${one}`} color="green" style={{ whiteSpace: 'normal' }}>
                + {one}
              </Tag>
            ))}
            {removed.map(one => (
              <Tag key={`-${one}`} color="red" style={{ whiteSpace: 'normal' }}>
                − {one}
              </Tag>
            ))}
          </>
        ) : (
          <Phrases rule={rule} />
        )}
      </Flex>
      <Typography.Paragraph type="secondary" style={{ margin: '8px 0 0' }}>
        {t('authority.rule.maker')} {rule.proposedByName} <InstantText at={rule.proposedAt} /> · {rule.reason} ·{' '}
        {rule.source}
        {rule.decidedByName && (
          <>
            <br />
            {t('authority.rule.checker')} {rule.decidedByName} <InstantText at={rule.decidedAt ?? ''} /> ·{' '}
            {rule.decisionReason}
          </>
        )}
      </Typography.Paragraph>
      {verdict !== null && (
        <CommandForm
          open
          onClose={() => setVerdict(null)}
          title={titleOf(rule, t, roleName)}
          submit={t(verdict ? 'authority.rule.approve' : 'authority.rule.reject')}
          danger={!verdict}
          operation={client.authority.decideRule}
          input={values => ({ id: rule.id, approved: verdict, reason: String(values.reason ?? '') })}
        >
          {verdict && <Effect rule={rule} />}
          <Form.Item
            name="reason"
            label={t('authority.rule.opinion')}
            rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
          >
            <Input maxLength={300} autoFocus />
          </Form.Item>
        </CommandForm>
      )}
    </Card>
  )
}

/** What approving would do to people. */
function Effect({ rule }: { rule: Rule }) {
  const { kind, code, content, fromDay, toDay } = rule
  const tried = useQuery({
    queryKey: ['try-rule', rule.id],
    queryFn: () => client.authority.tryRule({ kind, code, content, fromDay, toDay }),
  })
  return <QueryView query={tried}>{data => <EffectList effect={data} />}</QueryView>
}

/** People gained, lost and in conflict, as a trial said. */
export function EffectList({ effect }: { effect: Awaited<ReturnType<typeof client.authority.tryRule>> }) {
  const { t } = useSettings()
  const said = (one: string) => {
    const [permission = '', scope] = one.split('@')
    if (permission.startsWith('field:')) {
      const [, field, show] = permission.split(':')
      return `${t(`authority.field.${field}`)} · ${t(`authority.near.${scope}`)} · ${t(`authority.show.${show}`)}`
    }
    return `${t(`permission.${permission}`)} · ${t(`authority.scope.${scope}`)}`
  }
  return (
    <Flex vertical gap={8} style={{ marginBottom: 12 }}>
      {effect.sentence && <Alert type="error" showIcon title={effect.sentence} />}
      <Alert
        type={effect.conflicts > 0 ? 'warning' : 'info'}
        showIcon
        title={
          effect.people.length === 0
            ? t('authority.rule.nobody')
            : t('authority.rule.affects', { count: effect.people.length, conflicts: effect.conflicts })
        }
      />
      <section aria-label={t('authority.rule.try')}>
        {effect.people.map(person => (
          <div key={person.personId} style={{ marginBottom: 8 }}>
            <Typography.Text strong>{person.name}</Typography.Text>
            <Flex gap={4} wrap>
              {person.gained.map(one => (
                <Tag key={`+${one}`} color="green">
                  {t('authority.rule.gains')} {said(one)}
                </Tag>
              ))}
              {person.lost.map(one => (
                <Tag key={`-${one}`} color="red">
                  {t('authority.rule.loses')} {said(one)}
                </Tag>
              ))}
              {person.conflicts.map(one => (
                <Tag key={one.rule} color="orange">
                  {t('authority.rule.conflict')} {t(`permission.${one.first}`)} × {t(`permission.${one.second}`)}
                </Tag>
              ))}
            </Flex>
          </div>
        ))}
      </section>
    </Flex>
  )
}
