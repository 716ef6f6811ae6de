import { useParams } from '@tanstack/react-router'
import { Button, Flex, Form, Input, Tag, Typography } from 'antd'
import { useState } from 'react'
import { flags, lineKinds, lineStates } from '../../../modules/authority/access-review.ts'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { usePostName } from '../team/post-name.ts'
import { Flags, LastUsed, type Line, LineFacts, Signatures, useLineTitle } from './review-line.tsx'

const colours: Record<Line['state'], string> = {
  open: 'blue',
  unsigned: 'red',
  kept: 'green',
  revoking: 'gold',
  revoked: 'default',
  retained: 'green',
}

/** Every right of a review with its signatures: what the auditor reads, what the second person decides, and the report as a file. */
export default function ReviewLines() {
  const t = useWords()
  const postName = usePostName()
  const titleOf = useLineTitle()
  const { id } = useParams({ strict: false }) as { id: `campaign_${string}` }
  const [deciding, setDeciding] = useState<{ line: Line; approved: boolean } | null>(null)
  const choices = (name: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t(`authority.review.${name}.${value}`) }))
  return (
    <>
      <ListPage<Line>
        name="authority.review-lines"
        title={`${t('authority.campaign')} · ${t('authority.review.tab.lines')}`}
        scope={{ id, direction: 'asc' }}
        load={query => client.authority.listReviewLines(query as never)}
        searchHint={t('ui.search')}
        rowKey={row => row.id}
        exportOf="authority/listReviewLines"
        filters={[
          { key: 'state', label: t('authority.review.state'), options: choices('state', lineStates) },
          { key: 'flag', label: t('authority.review.flags'), options: choices('flag', flags) },
          { key: 'kind', label: t('authority.review.how'), options: choices('kind', lineKinds) },
        ]}
        columns={[
          { key: 'personName', title: t('authority.review.person'), render: row => row.personName },
          { key: 'title', title: t('authority.review.line'), render: row => titleOf(row) },
          {
            key: 'said.state',
            title: t('authority.review.state'),
            render: row => <Tag color={colours[row.state]}>{t(`authority.review.state.${row.state}`)}</Tag>,
          },
          {
            key: 'said.flags',
            title: t('authority.review.flags'),
            render: row => (row.flags.length > 0 ? <Flags flags={row.flags} /> : t('authority.review.no-flags')),
          },
          {
            key: 'said.kind',
            title: t('authority.review.how'),
            render: row => t(`authority.review.kind.${row.kind}`),
          },
          { key: 'said.lastUsed', title: t('authority.review.last-used'), render: row => <LastUsed line={row} /> },
          { key: 'reviewerName', title: t('authority.review.reviewer'), render: row => row.reviewerName ?? '—' },
          {
            key: 'answeredAt',
            title: t('authority.review.answered-at'),
            render: row => <InstantText at={row.answeredAt} />,
          },
          { key: 'reason', title: t('authority.review.reason'), render: row => row.reason ?? '—' },
          { key: 'decidedByName', title: t('authority.review.decided-by'), render: row => row.decidedByName ?? '—' },
          {
            key: 'said.sources',
            title: t('authority.question.by'),
            hidden: true,
            render: row => row.said.sources,
          },
          {
            key: 'said.conflicts',
            title: t('authority.review.conflicts'),
            hidden: true,
            render: row => row.said.conflicts,
          },
          {
            key: 'said.certificates',
            title: t('authority.review.certificates'),
            hidden: true,
            render: row => row.said.certificates,
          },
          { key: 'branchName', title: t('team.branch'), hidden: true, render: row => row.branchName ?? '—' },
        ]}
        panel={line => (
          <Flex vertical gap={14}>
            <div>
              <Typography.Text strong>{titleOf(line)}</Typography.Text>{' '}
              <Tag color={colours[line.state]}>{t(`authority.review.state.${line.state}`)}</Tag>
              <div>
                <Typography.Text type="secondary">
                  {postName(line.post)} · {line.branchName} · {t('authority.review.reviewer')}{' '}
                  {line.reviewerName ?? '—'}
                </Typography.Text>
              </div>
              <Flags flags={line.flags} />
            </div>
            <Signatures line={line} />
            {line.mayDecide && (
              <Flex gap={8}>
                <Button type="primary" danger onClick={() => setDeciding({ line, approved: true })}>
                  {t('authority.review.approve')}
                </Button>
                <Button onClick={() => setDeciding({ line, approved: false })}>
                  {t('authority.review.turn-down')}
                </Button>
              </Flex>
            )}
            <LineFacts line={line} />
          </Flex>
        )}
      />
      <CommandForm
        open={deciding !== null}
        title={`${deciding?.line.personName ?? ''} · ${deciding ? titleOf(deciding.line) : ''}`}
        submit={t(deciding?.approved ? 'authority.review.approve' : 'authority.review.turn-down')}
        danger={deciding?.approved === true}
        onClose={() => setDeciding(null)}
        operation={client.authority.decideRevocation}
        input={values => ({
          id: deciding!.line.id,
          approved: deciding!.approved,
          reason: String(values.reason ?? ''),
        })}
      >
        <Form.Item
          name="reason"
          label={t('authority.review.opinion')}
          rules={[{ required: true, message: t('problem.missing') }]}
        >
          <Input maxLength={300} />
        </Form.Item>
      </CommandForm>
    </>
  )
}
