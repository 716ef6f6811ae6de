import { DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Card, DatePicker, Flex, Form, Input, InputNumber, Rate, Select, Tag, Timeline, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { groupFunctions, posts } from '../../../modules/team/post.ts'
import { levels } from '../../../modules/training/learning.ts'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { inHundredths, pointed, unpointed, useFigure } from './career-parts.tsx'
import { Places, useName } from './parts.tsx'

type Ladder = Awaited<ReturnType<typeof client.training.listLadders>>[number]
type Step = Ladder['steps'][number]

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
                    .filter(version => version.number > ladder.number)
                    .map(version => (
                      <Tag key={version.number} color="blue" style={{ marginBottom: 10 }}>
                        {t('training.ladder-planned', { number: version.number, day: version.fromDay })}
                      </Tag>
                    ))}
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
      {editing && <Editor ladder={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
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

/** What is to be named in a step: the catalogues it refers to. */
function useCatalogues() {
  const skills = useQuery(api.training.listSkills.queryOptions())
  const kinds = useQuery(api.training.listCertificateKinds.queryOptions())
  return { skills: skills.data?.skills ?? [], results: skills.data?.results ?? [], kinds: kinds.data ?? [] }
}

function StepView({ step }: { step: Step }) {
  const t = useWords()
  const name = useName()
  const figure = useFigure()
  const { skills, results, kinds } = useCatalogues()
  const called = (list: { code: string; name: string; nameEn: string }[], code: string) => {
    const found = list.find(one => one.code === code)
    return found ? name(found) : code
  }
  const asks = [
    ...(step.months > 0
      ? [`${t('training.line.months')} ${t('training.at-least', { value: figure('months', String(step.months)) })}`]
      : []),
    ...step.certificates.map(code => `${t('training.certificate')} ${called(kinds, code)}`),
    ...step.skills.map(
      skill =>
        `${called(skills, skill.code)} ${t('training.at-least', { value: figure('rating', String(skill.rating)) })}`,
    ),
    ...step.results.map(result => {
      const source = results.find(one => one.code === result.source)
      return `${called(results, result.source)} ${t(
        source?.better === 'less' ? 'training.at-most' : 'training.at-least',
        {
          value: figure(source?.unit ?? 'count', result.bound),
        },
      )} (${t('training.over-months', { months: result.months })})`
    }),
  ]
  return (
    <>
      <strong>{name(step)}</strong>{' '}
      <Typography.Text type="secondary">
        {t(`team.post.${step.post}`)} · {t(`training.level.${step.level}`)}
      </Typography.Text>
      {asks.length === 0 ? (
        <div>
          <Typography.Text type="secondary">{t('training.no-requirements')}</Typography.Text>
        </div>
      ) : (
        <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
          {asks.map(ask => (
            <li key={ask}>{ask}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Editor({ ladder, onClose }: { ladder: Ladder | null; onClose: () => void }) {
  const t = useWords()
  const name = useName()
  const { skills, results, kinds } = useCatalogues()
  const required = [{ required: true, message: t('problem.missing') }]
  const options = (list: { code: string; name: string; nameEn: string }[]) =>
    list.map(one => ({ value: one.code, label: name(one) }))
  const unitOf = (source: string) => results.find(one => one.code === source)?.unit ?? 'count'
  const last = Math.max(0, ...(ladder?.versions ?? []).map(version => version.number))
  if (results.length === 0) return null
  return (
    <CommandForm
      open
      width={760}
      title={ladder ? `${t('training.ladder-edit')} · ${name(ladder)}` : t('training.ladder-new')}
      submit={t('training.ladder-publish')}
      onClose={onClose}
      operation={client.training.saveLadder}
      initial={{
        code: ladder?.code,
        name: ladder?.name,
        nameEn: ladder?.nameEn,
        function: ladder?.function ?? 'review',
        fromDay: dayjs(),
        steps: (ladder?.steps ?? [{ level: 'regular', months: 0, certificates: [], skills: [], results: [] }]).map(
          step => ({
            ...step,
            results: step.results.map(result => ({
              ...result,
              bound: inHundredths(unitOf(result.source)) ? pointed(result.bound) : result.bound,
            })),
          }),
        ),
      }}
      input={values => ({
        code: String(values.code ?? ''),
        number: last,
        function: String(values.function),
        name: String(values.name ?? ''),
        nameEn: String(values.nameEn ?? ''),
        fromDay: (values.fromDay as Dayjs).format('YYYY-MM-DD'),
        changeNote: String(values.changeNote ?? ''),
        steps: ((values.steps ?? []) as Step[]).map(step => ({
          ...step,
          certificates: step.certificates ?? [],
          skills: step.skills ?? [],
          results: (step.results ?? []).map(result => ({
            ...result,
            bound: inHundredths(unitOf(result.source)) ? unpointed(String(result.bound)) : String(result.bound),
          })),
        })),
      })}
    >
      <Flex gap={12} wrap>
        <Form.Item name="name" label={t('training.kind-name')} rules={required}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('training.certificate.nameEn')} rules={required}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="code" label={t('training.code')} rules={required}>
          <Input maxLength={40} disabled={ladder !== null} />
        </Form.Item>
        <Form.Item name="function" label={t('training.ladder-function')} rules={required} style={{ minWidth: 140 }}>
          <Select options={groupFunctions.map(value => ({ value, label: t(`team.function.${value}`) }))} />
        </Form.Item>
        <Form.Item name="fromDay" label={t('training.effective-day')} rules={required}>
          <DatePicker />
        </Form.Item>
        <Form.Item name="changeNote" label={t('training.change-note')} rules={required} style={{ flex: '1 1 220px' }}>
          <Input maxLength={300} />
        </Form.Item>
      </Flex>
      <Form.List name="steps">
        {(fields, { add, remove }) => (
          <Flex vertical gap={10}>
            {fields.map(field => (
              <Card
                key={field.key}
                size="small"
                extra={
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={t('training.step-remove')}
                    onClick={() => remove(field.name)}
                  />
                }
                title={`${t('training.step')} ${field.name + 1}`}
              >
                <Flex gap={12} wrap>
                  <Form.Item name={[field.name, 'name']} label={t('training.kind-name')} rules={required}>
                    <Input maxLength={40} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'nameEn']} label={t('training.certificate.nameEn')} rules={required}>
                    <Input maxLength={80} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'code']} label={t('training.code')} rules={required}>
                    <Input maxLength={40} />
                  </Form.Item>
                  <Form.Item
                    name={[field.name, 'post']}
                    label={t('team.post')}
                    rules={required}
                    style={{ minWidth: 150 }}
                  >
                    <Select options={posts.map(value => ({ value, label: t(`team.post.${value}`) }))} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'level']} label={t('training.level')} style={{ minWidth: 110 }}>
                    <Select options={levels.map(value => ({ value, label: t(`training.level.${value}`) }))} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'months']} label={t('training.months-before')} initialValue={0}>
                    <InputNumber min={0} max={240} />
                  </Form.Item>
                  <Form.Item
                    name={[field.name, 'certificates']}
                    label={t('training.certificates')}
                    style={{ flex: '1 1 240px' }}
                  >
                    <Select mode="multiple" options={options(kinds)} />
                  </Form.Item>
                </Flex>
                <Form.List name={[field.name, 'skills']}>
                  {(inner, more) => (
                    <>
                      {inner.map(one => (
                        <Flex key={one.key} gap={10} align="center">
                          <Form.Item name={[one.name, 'code']} rules={required} style={{ minWidth: 180 }}>
                            <Select
                              aria-label={t('training.line.skill')}
                              placeholder={t('training.line.skill')}
                              options={options(skills)}
                            />
                          </Form.Item>
                          <Form.Item name={[one.name, 'rating']} initialValue={3}>
                            <Rate />
                          </Form.Item>
                          <Button
                            type="text"
                            icon={<DeleteOutlined />}
                            aria-label={t('ui.cancel')}
                            onClick={() => more.remove(one.name)}
                          />
                        </Flex>
                      ))}
                      <Button size="small" type="dashed" onClick={() => more.add({ rating: 3 })}>
                        {t('training.skill-add')}
                      </Button>
                    </>
                  )}
                </Form.List>{' '}
                <Form.List name={[field.name, 'results']}>
                  {(inner, more) => (
                    <>
                      {inner.map(one => (
                        <Flex key={one.key} gap={10} wrap>
                          <Form.Item
                            name={[one.name, 'source']}
                            label={t('training.result-source')}
                            rules={required}
                            style={{ minWidth: 180 }}
                          >
                            <Select options={options(results)} />
                          </Form.Item>
                          <Form.Item name={[one.name, 'bound']} label={t('training.result-bound')} rules={required}>
                            <Input style={{ width: 110 }} />
                          </Form.Item>
                          <Form.Item name={[one.name, 'months']} label={t('training.result-months')}>
                            <InputNumber min={1} max={60} />
                          </Form.Item>
                          <Form.Item name={[one.name, 'least']} label={t('training.result-least')}>
                            <InputNumber min={0} />
                          </Form.Item>
                          <Button
                            type="text"
                            icon={<DeleteOutlined />}
                            aria-label={t('ui.cancel')}
                            onClick={() => more.remove(one.name)}
                          />
                        </Flex>
                      ))}
                      <Button size="small" type="dashed" onClick={() => more.add({ months: 6, least: 20 })}>
                        {t('training.result-add')}
                      </Button>
                    </>
                  )}
                </Form.List>
              </Card>
            ))}
            <Button
              type="dashed"
              onClick={() => add({ level: 'regular', months: 0, certificates: [], skills: [], results: [] })}
            >
              {t('training.step-add')}
            </Button>
          </Flex>
        )}
      </Form.List>
    </CommandForm>
  )
}
