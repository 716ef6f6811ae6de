import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Alert, App, Button, DatePicker, Flex, Form, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { FileView } from './file-view.tsx'
import type { Template } from './shapes.ts'
import { Faults, TemplateEditor } from './template-editor.tsx'

/** One version of the contract's words: read it, print a sample, write a draft, publish it as the second person. */
export default function TemplatePage() {
  const { id } = useParams({ strict: false }) as { id: `template_${string}` }
  const template = useQuery(api.contract.getTemplate.queryOptions({ input: { id } }))
  return <QueryView query={template}>{data => <Page key={data.version} template={data} />}</QueryView>
}

function Page({ template }: { template: Template }) {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const { modal } = App.useApp()
  const navigate = useNavigate()
  const [publishing, setPublishing] = useState(false)
  const discard = useCommand(client.contract.discardTemplate, {
    onDone: () => void navigate({ to: '/contract/templates' as never }),
  })
  const editable = template.actions.includes('save')
  return (
    <>
      <RecordPage
        title={`${template.title} ${t('contract.screen.template-number', { number: template.number })}`}
        subtitle={template.note}
        tags={
          <>
            <StateTag state={template.state} word={`contract.template.${template.state}`} />
            {template.inForce && <StateTag state="in-force" word="contract.screen.in-force" />}
          </>
        }
        figures={[
          { label: t('contract.screen.effective'), value: <DayText day={template.effectiveFrom} /> },
          {
            label: t('contract.screen.drafted-by'),
            value: template.draftedByName,
            note: <InstantText at={template.draftedAt} />,
          },
          ...(template.publishedAt
            ? [
                {
                  label: t('contract.screen.published-by'),
                  value: template.publishedByName ?? '—',
                  note: <InstantText at={template.publishedAt} />,
                },
              ]
            : []),
        ]}
        primary={
          template.actions.includes('publish') && (
            <Button type="primary" onClick={() => setPublishing(true)}>
              {t('contract.screen.publish')}
            </Button>
          )
        }
        more={
          template.actions.includes('discard')
            ? [
                {
                  key: 'discard',
                  danger: true,
                  label: t('contract.screen.discard'),
                  onClick: () =>
                    modal.confirm({
                      title: t('contract.screen.discard'),
                      content: t('contract.screen.discard-sure'),
                      okButtonProps: { danger: true },
                      onOk: () => discard.mutateAsync({ id: template.id, version: template.version }),
                    }),
                },
              ]
            : []
        }
        tabs={[
          {
            key: 'words',
            label: t('contract.screen.articles'),
            content: editable ? (
              <Flex vertical gap={12}>
                {!may('contract.template.publish') && (
                  <Alert type="info" showIcon title={t('contract.screen.second-person')} />
                )}
                <TemplateEditor template={template} />
              </Flex>
            ) : (
              <Words template={template} />
            ),
          },
          {
            key: 'sample',
            label: t('contract.screen.sample'),
            content: (
              <FileView
                load={() => client.contract.previewTemplate({ id: template.id })}
                name={`template-${template.number}.pdf`}
              />
            ),
          },
        ]}
      />
      <CommandForm
        open={publishing}
        title={t('contract.screen.publish')}
        onClose={() => setPublishing(false)}
        operation={client.contract.publishTemplate}
        submit={t('contract.screen.publish')}
        initial={{ effectiveFrom: dayjs(me?.businessDay) }}
        input={values => ({
          id: template.id,
          version: template.version,
          effectiveFrom: (values.effectiveFrom as Dayjs).format('YYYY-MM-DD'),
        })}
      >
        <Form.Item name="effectiveFrom" label={t('contract.screen.effective')} rules={[{ required: true }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </CommandForm>
    </>
  )
}

/** The words to read; holes stay visible as what they are. */
function Words({ template }: { template: Template }) {
  const t = useWords()
  const { body } = template
  const lines = (texts: string[], prefix = '') =>
    texts.map((text, index) => (
      <Typography.Paragraph key={text} style={{ marginBottom: 6 }} strong={text.startsWith('**')}>
        {prefix}
        {index + 1} {text.replace(/^\*\*|\*\*$/g, '')}
      </Typography.Paragraph>
    ))
  return (
    <div style={{ maxWidth: 860 }}>
      {template.state === 'draft' && <Faults faults={template.faults} />}
      <Typography.Title level={2} style={{ fontSize: 15 }}>
        {t('contract.screen.notice')}
      </Typography.Title>
      {lines(body.notice)}
      {body.articles.map((article, index) => (
        <div key={article.heading}>
          <Typography.Title level={2} style={{ fontSize: 15, marginTop: 16 }}>
            {t('contract.screen.article', { number: index + 1 })} {article.heading}
          </Typography.Title>
          {lines(article.paragraphs, `${index + 1}.`)}
        </div>
      ))}
      <Typography.Title level={2} style={{ fontSize: 15, marginTop: 16 }}>
        {t('contract.screen.statement')}
      </Typography.Title>
      {lines(body.costStatement)}
    </div>
  )
}
