import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Flex, Popconfirm, Progress, Table, Tag, Typography } from 'antd'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordTalk } from '../notification/record-talk.tsx'
import { ContestTag } from './parts.tsx'

type QuestionId = `question_${string}`
type Question = Awaited<ReturnType<typeof client.training.getQuestion>>

/** One question: what is right, how it was answered option by option, and who contests it. */
export function QuestionDrawer({
  id,
  onClose,
  onEdit,
}: {
  id: QuestionId | null
  onClose: () => void
  onEdit: (() => void) | null
}) {
  const t = useWords()
  const question = useQuery({
    ...api.training.getQuestion.queryOptions({ input: { id: id as QuestionId } }),
    enabled: id !== null,
  })
  const retire = useCommand(client.training.retireQuestion, { done: t('ui.done'), onDone: onClose })
  const row = question.data
  return (
    <Drawer
      open={id !== null}
      onClose={onClose}
      title={row ? `${row.topic} · ${t(`training.question-kind.${row.kind}`)}` : ''}
      size={600}
    >
      <QueryView query={question}>
        {data => (
          <Flex vertical gap={14}>
            <Typography.Paragraph strong style={{ whiteSpace: 'pre-line', margin: 0 }}>
              {data.stem}
            </Typography.Paragraph>
            <Statistics question={data} />
            <div>
              <strong>{t('training.explanation')}</strong> {data.explanation}
              <div>
                <Typography.Text type="secondary">{data.source}</Typography.Text>
              </div>
            </div>
            {data.contests.map(contest => (
              <div key={contest.id} style={{ borderTop: '1px solid rgba(128,128,128,0.2)', paddingTop: 10 }}>
                <Flex gap={8} align="center" wrap>
                  <strong>{t('training.contest')}</strong> <ContestTag state={contest.state} />
                  <Typography.Text type="secondary">{contest.personName}</Typography.Text>
                </Flex>
                <div>{contest.reason}</div>
                {contest.ruling && (
                  <Typography.Text type="secondary">
                    {contest.ruledByName}
                    {t('ui.colon')}
                    {contest.ruling}
                  </Typography.Text>
                )}
              </div>
            ))}
            <Typography.Text type="secondary">
              {data.addedByName && t('training.added-by', { name: data.addedByName, day: data.addedAt.slice(0, 10) })}{' '}
              {data.replaces && t('training.replaces-one')}
            </Typography.Text>
            <RecordTalk record={data.id} />
            {onEdit && !data.retired && (
              <Flex gap={8}>
                <Button type="primary" onClick={onEdit}>
                  {t('training.replace')}
                </Button>
                <Popconfirm
                  title={t('training.retire-ask')}
                  okText={t('training.retire')}
                  cancelText={t('ui.cancel')}
                  onConfirm={() => retire.mutate({ id: data.id })}
                >
                  <Button danger>{t('training.retire')}</Button>
                </Popconfirm>
              </Flex>
            )}
          </Flex>
        )}
      </QueryView>
    </Drawer>
  )
}

function Statistics({ question }: { question: Question }) {
  const t = useWords()
  const { asked, share, discrimination, remarks, unanswered, third, optionFigures, numbers } = question
  const options = question.kind === 'true-false' ? [t('training.true'), t('training.false')] : question.options
  const right = (place: number) => 'choices' in question.answer && question.answer.choices.includes(place)
  const percent = (count: number, of: number) => (of === 0 ? '—' : `${Math.round((count * 100) / of)} %`)
  const rows = options.map((text, place) => ({ text, place, ...optionFigures[place]! }))
  return (
    <Flex vertical gap={10}>
      {'value' in question.answer && (
        <div>
          {t('training.right-answer')} <strong>{question.answer.value}</strong> ± {question.answer.tolerance}
        </div>
      )}
      <DefinitionList
        items={[
          { label: t('training.asked'), value: asked },
          { label: t('training.share'), value: share === null ? '—' : `${Math.round(share * 100)} %` },
          { label: t('training.discrimination'), value: discrimination ?? '—' },
          { label: t('training.unanswered'), value: unanswered },
          remarks.length > 0 && {
            label: t('training.remarks'),
            value: remarks.map(remark => <Tag key={remark}>{t(`training.remark.${remark}`)}</Tag>),
          },
        ]}
      />
      {rows.length > 0 && (
        <Table
          size="small"
          pagination={false}
          rowKey="place"
          dataSource={rows}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: t('training.option'),
              render: (_, row) => (
                <div style={{ maxWidth: 240, whiteSpace: 'normal' }}>
                  {row.text} {right(row.place) && <Tag color="green">{t('training.right-answer')}</Tag>}
                </div>
              ),
            },
            {
              title: t('training.chosen'),
              width: 120,
              render: (_, row) => (
                <Progress
                  percent={asked === 0 ? 0 : Math.round((row.chosen * 100) / asked)}
                  size="small"
                  strokeColor={right(row.place) ? '#1f7a49' : '#8c96a8'}
                  format={() => `${row.chosen}`}
                  aria-label={`${row.text} ${row.chosen}`}
                />
              ),
            },
            { title: t('training.best-third'), align: 'end', render: (_, row) => percent(row.best, third) },
            { title: t('training.weakest-third'), align: 'end', render: (_, row) => percent(row.weakest, third) },
          ]}
        />
      )}
      {numbers.length > 0 && (
        <Table
          size="small"
          pagination={false}
          rowKey="value"
          dataSource={numbers}
          columns={[
            { title: t('training.number-given'), dataIndex: 'value' },
            { title: t('training.chosen'), align: 'end', dataIndex: 'count' },
          ]}
        />
      )}
      {asked === 0 ? (
        <EmptyState text={t('training.statistics-none')} />
      ) : (
        third > 0 && (
          <Typography.Text type="secondary">{t('training.statistics-note', { count: third })}</Typography.Text>
        )
      )}
    </Flex>
  )
}
