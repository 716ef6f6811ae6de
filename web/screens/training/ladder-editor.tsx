import { DeleteOutlined } from '@ant-design/icons'
import { Button, Card, DatePicker, Flex, Form, Input, InputNumber, Rate, Select, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { groupFunctions, posts } from '../../../modules/team/post.ts'
import { levels } from '../../../modules/training/learning.ts'
import { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { inHundredths, pointed, unpointed } from './career-parts.tsx'
import { type Ladder, type Step, useCatalogues } from './ladder-parts.tsx'
import { useName } from './parts.tsx'

/** A ladder written anew: it waits for a second person. */
export function LadderEditor({ ladder, onClose }: { ladder: Ladder | null; onClose: () => void }) {
  const t = useWords()
  const name = useName()
  const { skills, results, kinds } = useCatalogues()
  const required = [{ required: true, message: t('problem.missing') }]
  const options = (list: { code: string; name: string; nameEn: string }[]) =>
    list.map(one => ({ value: one.code, label: name(one) }))
  const unitOf = (source: string) => results.find(one => one.code === source)?.unit ?? 'count'
  // A version is made from the last one approved; one that was refused is nobody's ground.
  const last = Math.max(0, ...(ladder?.versions ?? []).flatMap(version => (version.approved ? version.number : [])))
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
      <Typography.Paragraph type="secondary">{t('training.ladder-waits-note')}</Typography.Paragraph>
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
