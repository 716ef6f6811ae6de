import { Button, Flex, Form, Input } from 'antd'
import { useState } from 'react'
import { client } from '../../client.ts'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'

type Row = Awaited<ReturnType<typeof client.performance.listPayAccounts>>['rows'][number]
const tone = { waiting: 'waiting', confirmed: 'done', refused: 'overdue' } as const

/** Accounts people gave for their pay: HR confirms each by what it has seen, and nobody's own. */
export default function PayAccounts() {
  const t = useWords()
  const { me } = useMe()
  const [asked, setAsked] = useState<{ row: Row; confirm: boolean } | null>(null)
  return (
    <>
      <ListPage<Row>
        name="performance.pay-accounts"
        title={t('performance.account')}
        load={query => client.performance.listPayAccounts(query as never)}
        searchHint={t('performance.search-name')}
        rowKey={row => row.id}
        empty={{ text: t('performance.account.empty') }}
        filters={[
          {
            key: 'state',
            label: t('performance.pay.state'),
            options: (['waiting', 'confirmed', 'refused'] as const).map(value => ({
              value,
              label: t(`performance.account.${value}`),
            })),
          },
        ]}
        columns={[
          { key: 'personName', title: t('team.person'), render: row => row.personName },
          { key: 'bank', title: t('performance.account.bank'), render: row => row.bank },
          {
            key: 'tail',
            title: t('performance.account.number'),
            render: row => <span className="number">{t('performance.account.tail', { tail: row.tail })}</span>,
          },
          { key: 'givenAt', title: t('performance.account.given'), render: row => <InstantText at={row.givenAt} /> },
          {
            key: 'state',
            words: 'performance.account',
            title: t('performance.pay.state'),
            render: row => <StateTag state={tone[row.state]} word={`performance.account.${row.state}`} />,
          },
          { key: 'decidedByName', title: t('performance.plan.checker'), render: row => row.decidedByName ?? '—' },
          { key: 'reason', title: t('performance.account.grounds'), render: row => row.reason || '—' },
          {
            key: 'do',
            from: false,
            title: t('performance.dispute.do'),
            render: row =>
              row.state === 'waiting' &&
              row.personId !== me?.person.id && (
                <Flex gap={8}>
                  <Button size="small" onClick={() => setAsked({ row, confirm: true })}>
                    {t('performance.account.confirm')}
                  </Button>
                  <Button size="small" onClick={() => setAsked({ row, confirm: false })}>
                    {t('performance.account.refuse')}
                  </Button>
                </Flex>
              ),
          },
        ]}
      />
      {asked && (
        <CommandForm
          open
          onClose={() => setAsked(null)}
          title={`${t(asked.confirm ? 'performance.account.confirm' : 'performance.account.refuse')} · ${asked.row.personName} ${t('performance.account.tail', { tail: asked.row.tail })}`}
          operation={client.performance.decidePayAccount}
          danger={!asked.confirm}
          input={values => ({
            id: asked.row.id as never,
            version: asked.row.version,
            confirm: asked.confirm,
            reason: String(values.reason),
          })}
        >
          <Form.Item
            name="reason"
            label={t('performance.account.grounds')}
            rules={[{ required: true, whitespace: true, message: t('problem.missing') }]}
          >
            <Input maxLength={300} placeholder={t('performance.account.grounds-hint')} />
          </Form.Item>
        </CommandForm>
      )}
    </>
  )
}
