import { MinusCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Card, Flex, Form, Input, InputNumber, Select, Tag, Typography } from 'antd'
import { useState } from 'react'
import { posts } from '../../../modules/team/post.ts'
import { levels } from '../../../modules/training/learning.ts'
import { api, client } from '../../client.ts'
import { useMay } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Places, useName, useTitle } from './parts.tsx'

type Paths = Awaited<ReturnType<typeof client.training.listPaths>>
type Post = Paths['paths'][number]['post']
type Level = Paths['paths'][number]['level']

/** What each post has to learn, by level, and which certificates it has to hold. */
export default function PathsPage() {
  const t = useWords()
  const may = useMay()
  const name = useName()
  const title = useTitle()
  const [editing, setEditing] = useState<{ post: Post; level: Level } | null>(null)
  const [requiring, setRequiring] = useState<Post | null>(null)
  const paths = useQuery(api.training.listPaths.queryOptions())
  const kinds = useQuery(api.training.listCertificateKinds.queryOptions())
  const kindName = (code: string) => {
    const kind = kinds.data?.find(one => one.code === code)
    return kind ? name(kind) : code
  }
  const known = (data: Paths) =>
    posts.filter(
      post => data.paths.some(path => path.post === post) || data.certificates.some(one => one.post === post),
    )
  return (
    <>
      <Places at="/training/paths" />
      <Flex justify="space-between" align="center" wrap gap={8} style={{ marginBottom: 12 }}>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('training.paths')}
        </Typography.Title>
        {may('training.course.write') && (
          <Select
            aria-label={t('training.add-path')}
            style={{ minWidth: 190 }}
            placeholder={t('training.add-path')}
            value={undefined as Post | undefined}
            onChange={post => post && setEditing({ post, level: 'newcomer' })}
            options={posts.map(value => ({ value, label: t(`team.post.${value}`) }))}
          />
        )}
      </Flex>
      <QueryView query={paths}>
        {data =>
          known(data).length === 0 ? (
            <Card>
              <EmptyState text={t('training.paths-none')} />
            </Card>
          ) : (
            <div
              style={{
                display: 'grid',
                gridTemplateColumns: 'repeat(auto-fill, minmax(min(360px, 100%), 1fr))',
                gap: 12,
              }}
            >
              {known(data).map(post => (
                <Card key={post} size="small" title={t(`team.post.${post}`)}>
                  <Flex gap={4} wrap align="center">
                    <Typography.Text type="secondary">{t('training.must-hold')}</Typography.Text>
                    {(data.certificates.find(one => one.post === post)?.codes ?? []).map(code => (
                      <Tag key={code} color="blue">
                        {kindName(code)}
                      </Tag>
                    ))}
                    {may('training.certificate.write') && (
                      <Button size="small" type="link" onClick={() => setRequiring(post)}>
                        {t('training.change')}
                      </Button>
                    )}
                  </Flex>
                  {data.paths
                    .filter(path => path.post === post)
                    .map(path => (
                      <div key={path.level} style={{ marginTop: 10 }}>
                        <Flex justify="space-between">
                          <strong>
                            {t(`training.level.${path.level}`)} · {name(path)}
                          </strong>
                          {may('training.course.write') && (
                            <Button size="small" type="link" onClick={() => setEditing({ post, level: path.level })}>
                              {t('training.change')}
                            </Button>
                          )}
                        </Flex>
                        <ol style={{ margin: '4px 0', paddingInlineStart: 20 }}>
                          {path.courses.map(course => (
                            <li key={course.code}>
                              <Link to={`/training/courses/${course.code}` as never}>{title(course)}</Link>{' '}
                              <Typography.Text type="secondary">
                                {t('training.within', { days: course.withinDays })}
                              </Typography.Text>
                            </li>
                          ))}
                        </ol>
                      </div>
                    ))}
                </Card>
              ))}
            </div>
          )
        }
      </QueryView>
      {editing && paths.data && (
        <PathDialog
          key={`${editing.post}.${editing.level}`}
          at={editing}
          paths={paths.data}
          onClose={() => setEditing(null)}
          onLevel={level => setEditing({ ...editing, level })}
        />
      )}
      {requiring && (
        <CommandForm
          open
          title={`${t('training.must-hold')} · ${t(`team.post.${requiring}`)}`}
          submit={t('ui.save')}
          onClose={() => setRequiring(null)}
          operation={client.training.requireCertificates}
          initial={{ codes: paths.data?.certificates.find(one => one.post === requiring)?.codes ?? [] }}
          input={values => ({ post: requiring, codes: (values.codes ?? []) as string[] })}
        >
          <Form.Item name="codes" label={t('training.certificate')}>
            <Select
              mode="multiple"
              options={(kinds.data ?? []).map(kind => ({ value: kind.code, label: name(kind) }))}
            />
          </Form.Item>
        </CommandForm>
      )}
    </>
  )
}

function PathDialog({
  at,
  paths,
  onClose,
  onLevel,
}: {
  at: { post: Post; level: Level }
  paths: Paths
  onClose: () => void
  onLevel: (level: Level) => void
}) {
  const t = useWords()
  const title = useTitle()
  const courses = useQuery(
    api.training.listCourses.queryOptions({ input: { sort: 'title', direction: 'asc', limit: 200 } }),
  )
  const known = paths.paths.find(path => path.post === at.post && path.level === at.level)
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open
      width={640}
      title={`${t('training.paths')} · ${t(`team.post.${at.post}`)}`}
      submit={t('ui.save')}
      onClose={onClose}
      operation={client.training.savePath}
      initial={known ?? { courses: [] }}
      input={values => ({
        ...at,
        revision: known?.revision ?? 0,
        name: String(values.name ?? ''),
        nameEn: String(values.nameEn ?? ''),
        courses: ((values.courses ?? []) as { code: string; withinDays: number }[]).map(({ code, withinDays }) => ({
          code,
          withinDays,
        })),
      })}
    >
      <Form.Item label={t('training.level')}>
        <Select
          value={at.level}
          onChange={onLevel}
          options={levels.map(value => ({ value, label: t(`training.level.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t('training.path-name')} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="nameEn" label={t('training.certificate.nameEn')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.List name="courses">
        {(fields, { add, remove }) => (
          <>
            {fields.map(field => (
              <Flex key={field.key} gap={8} align="center" style={{ marginBottom: 8 }}>
                <Form.Item name={[field.name, 'code']} noStyle rules={required}>
                  <Select
                    aria-label={t('training.course')}
                    style={{ flex: 1 }}
                    options={(courses.data?.rows ?? [])
                      .filter(row => row.versionNumber !== null)
                      .map(row => ({ value: row.code, label: title(row) }))}
                  />
                </Form.Item>
                <Form.Item name={[field.name, 'withinDays']} noStyle rules={required}>
                  <InputNumber aria-label={t('training.path-days')} min={1} max={730} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<MinusCircleOutlined />}
                  aria-label={t('training.remove')}
                  onClick={() => remove(field.name)}
                />
              </Flex>
            ))}
            <Button onClick={() => add({ withinDays: 30 })}>{t('training.add-to-path')}</Button>
          </>
        )}
      </Form.List>
    </CommandForm>
  )
}
