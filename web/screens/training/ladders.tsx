import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Form, Input, Tag, Timeline, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { LadderEditor } from './ladder-editor.tsx'
import { type Ladder, StepView } from './ladder-parts.tsx'
import { WaitingVersions } from './ladder-waiting.tsx'
import { Places, useName } from './parts.tsx'

/** The ladders of the house: what each step asks for, and since when. */
export default function Ladders() {
  const t = useWords()
  const may = useMay()
  const name = useName()
  const [editing, setEditing] = useState<Ladder | 'new' | null>(null)
  const [adding, setAdding] = useState(false)
  const ladders = useQuery(api.training.listLadders.queryOptions({ input: {} }))
  const write = may('training.ladder.write')
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <>
      <Places at="/training/ladders" />
      <Flex justify="space-between" align="center" wrap gap={8} style={{ marginBottom: 12 }}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('training.ladders')}
        </Typography.Title>
        {write && (
          <Flex gap={8} wrap>
            <Button onClick={() => setAdding(true)}>{t('training.skill-new')}</Button>
            <Button type="primary" onClick={() => setEditing('new')}>
              {t('training.ladder-new')}
            </Button>
          </Flex>
        )}
      </Flex>
      <WaitingVersions />
      <QueryView query={ladders}>
        {data =>
          data.length === 0 ? (
            <Card>
              <EmptyState text={t('training.ladders-none')} />
            </Card>
          ) : (
            <div
              style={{
                display: 'grid',
                gridTemplateColumns: 'repeat(auto-fill, minmax(min(440px, 100%), 1fr))',
                gap: 12,
                alignItems: 'start',
              }}
            >
              {data.map(ladder => (
                <Card
                  key={ladder.code}
                  size="small"
                  title={
                    <>
                      {name(ladder)}{' '}
                      <Typography.Text type="secondary" style={{ fontWeight: 400 }}>
                        {t('training.ladder-version', { number: ladder.number, day: ladder.fromDay })}
                      </Typography.Text>
                    </>
                  }
                  extra={
                    write && (
                      <Button type="link" size="small" onClick={() => setEditing(ladder)}>
                        {t('training.ladder-edit')}
                      </Button>
                    )
                  }
                >
                  {ladder.versions
                    .filter(version => version.approved && version.number > ladder.number)
                    .map(version => (
                      <Tag key={version.number} color="blue" style={{ marginBottom: 10 }}>
                        {t('training.ladder-planned', { number: version.number, day: version.fromDay })}
                      </Tag>
                    ))}
                  {ladder.versions[0]?.approved === false && (
                    <Typography.Paragraph type="secondary" style={{ marginBottom: 10 }}>
                      {t('training.ladder-refused', {
                        number: ladder.versions[0].number,
                        reason: ladder.versions[0].decisionReason,
                      })}
                    </Typography.Paragraph>
                  )}
                  <Timeline
                    style={{ marginTop: 8 }}
                    items={ladder.steps.map(step => ({ content: <StepView key={step.code} step={step} /> }))}
                  />
                </Card>
              ))}
            </div>
          )
        }
      </QueryView>
      {editing && <LadderEditor ladder={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      <CommandForm
        open={adding}
        title={t('training.skill-new')}
        submit={t('ui.save')}
        onClose={() => setAdding(false)}
        operation={client.training.saveSkill}
        input={values => ({
          code: String(values.code ?? ''),
          name: String(values.name ?? ''),
          nameEn: String(values.nameEn ?? ''),
        })}
      >
        <Form.Item name="name" label={t('training.line.skill')} rules={required}>
          <Input maxLength={40} autoFocus />
        </Form.Item>
        <Form.Item name="nameEn" label={t('training.certificate.nameEn')} rules={required}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="code" label={t('training.code')} rules={required} extra={t('training.code-help')}>
          <Input maxLength={40} />
        </Form.Item>
      </CommandForm>
    </>
  )
}
