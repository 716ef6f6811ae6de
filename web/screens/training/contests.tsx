import { Button, Flex, Form, Input, Segmented, Typography } from 'antd'
import { useState } from 'react'
import { contestStates } from '../../../modules/training/question.ts'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import { ContestTag, Places } from './parts.tsx'
import { QuestionDrawer } from './question-drawer.tsx'

type Row = Awaited<ReturnType<typeof client.training.listContests>>['rows'][number]

/** Questions that are contested: what is said against them, and the ruling. */
export default function Contests() {
  const t = useWords()
  const [shown, setShown] = useState<Row['questionId'] | null>(null)
  const [ruling, setRuling] = useState<Row | null>(null)
  return (
    <>
      <Places at="/training/contests" />
      <ListPage<Row>
        name="training.contests"
        title={t('training.contests')}
        load={query => client.training.listContests(query as never)}
        rowKey={row => row.id}
        exportOf="training/listContests"
        searchHint={t('training.search-question')}
        empty={{ text: t('training.contests-none') }}
        filters={[
          {
            key: 'state',
            label: t('training.contest-state'),
            options: contestStates.map(value => ({ value, label: t(`training.contest-state.${value}`) })),
          },
        ]}
        columns={[
          {
            key: 'stem',
            title: t('training.question'),
            render: row => (
              <Button
                type="link"
                style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start', maxWidth: 300 }}
                onClick={() => setShown(row.questionId)}
              >
                {row.stem}
              </Button>
            ),
          },
          {
            key: 'state',
            words: 'training.contest-state',
            title: t('training.contest-state'),
            render: row => <ContestTag state={row.state} />,
          },
          {
            key: 'reason',
            title: t('training.contest-reason'),
            render: row => <div style={{ maxWidth: 230, whiteSpace: 'normal' }}>{row.reason}</div>,
          },
          { key: 'personName', title: t('training.contest-by'), render: row => row.personName },
          { key: 'madeAt', title: t('training.contest-made'), render: row => <InstantText at={row.madeAt} /> },
          {
            key: 'ruling',
            title: t('training.contest-ruling'),
            render: row =>
              row.actions.includes('rule') ? (
                <Button size="small" onClick={() => setRuling(row)}>
                  {t('training.contest-rule')}
                </Button>
              ) : (
                <div style={{ maxWidth: 220, whiteSpace: 'normal' }}>
                  {row.ruling}
                  <div>
                    <Typography.Text type="secondary">
                      {row.ruledByName}{' '}
                      {row.state === 'upheld' &&
                        t('training.contest-regraded', { count: row.regraded, passed: row.passedNow })}
                    </Typography.Text>
                  </div>
                </div>
              ),
          },
        ]}
      />
      <QuestionDrawer id={shown} onClose={() => setShown(null)} onEdit={null} />
      <RuleForm contest={ruling} onClose={() => setRuling(null)} />
    </>
  )
}

function RuleForm({ contest, onClose }: { contest: Row | null; onClose: () => void }) {
  const t = useWords()
  return (
    <CommandForm
      open={contest !== null}
      title={t('training.contest-rule')}
      submit={t('training.contest-rule')}
      onClose={onClose}
      operation={client.training.ruleOnContest}
      initial={{ upheld: 'no' }}
      input={values => ({
        id: contest!.id,
        upheld: values.upheld === 'yes',
        reason: String(values.reason ?? ''),
      })}
    >
      <Flex vertical gap={6} style={{ marginBlock: 12 }}>
        <strong>{contest?.stem}</strong>
        <span>
          {contest?.personName}
          {t('ui.colon')}
          {contest?.reason}
        </span>
        <Typography.Text type="secondary">{t('training.contest-effect')}</Typography.Text>
      </Flex>
      <Form.Item name="upheld">
        <Segmented
          block
          options={[
            { value: 'yes', label: t('training.contest-uphold') },
            { value: 'no', label: t('training.contest-reject') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('training.contest-ruling')}
        rules={[{ required: true, message: t('problem.missing') }]}
      >
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} autoFocus />
      </Form.Item>
    </CommandForm>
  )
}
