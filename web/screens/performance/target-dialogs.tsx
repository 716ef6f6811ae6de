import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Flex, Form, Input, InputNumber, Modal, Segmented, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { FigureValue } from './why-drawer.tsx'

export type Board = Awaited<ReturnType<typeof client.performance.targetBoard>>
type Node = Board['nodes'][number]
type Line = Node['lines'][number]
export type Row = Node & { line: Line | undefined; children?: Row[] }
export type Period = { grain: 'year' | 'quarter' | 'month'; from: string }

/** A value in the metric's unit, without its rows. */
export function Amount({ value, unit }: { value: string | null; unit: string }) {
  return <FigureValue figure={{ value, numerator: null, denominator: null, rows: 0 }} unit={unit} />
}

/** Reads everything of the module anew after a change. */
export function useRefresh() {
  const queries = useQueryClient()
  return () => void queries.invalidateQueries({ queryKey: api.performance.key() })
}

/** Sets or changes the target of a place. */
export function SetTarget({
  data,
  row,
  period,
  onClose,
}: {
  data: Board
  row: Row
  period: Period
  onClose: () => void
}) {
  const t = useWords()
  const refresh = useRefresh()
  const whose = row.personId
    ? { personId: row.personId }
    : row.groupId
      ? { groupId: row.groupId }
      : row.branchId
        ? { branchId: row.branchId }
        : {}
  return (
    <CommandForm
      open
      onClose={onClose}
      title={`${t(row.line ? 'performance.target.change' : 'performance.target.set')} · ${row.name ?? t('performance.level.company')}`}
      operation={client.performance.setTarget}
      initial={{ value: row.line?.value }}
      input={values =>
        ({
          code: data.code,
          ...whose,
          ...period,
          value: String(values.value),
          upper: values.upper ? String(values.upper) : null,
          reason: values.reason,
          version: row.line?.number ?? 0,
        }) as never
      }
      onDone={refresh}
    >
      <Form.Item
        name="value"
        label={`${t('performance.target.value')}${t('ui.brackets', { inside: t(`performance.unit.${data.unit}`) })}`}
        rules={[{ required: true }]}
      >
        <InputNumber stringMode min="0" style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="reason" label={t('performance.target.reason')} rules={[{ required: true }]}>
        <Input.TextArea rows={2} />
      </Form.Item>
    </CommandForm>
  )
}

/** Splits a target, with what other values would give beside it. */
export function Split({ data, line, onClose }: { data: Board; line: Line; onClose: () => void }) {
  const t = useWords()
  const refresh = useRefresh()
  const [into, setInto] = useState<'time' | 'people'>('people')
  const [basis, setBasis] = useState<'days' | 'past'>('days')
  const [value, setValue] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const tried = value !== null && value !== '' && value !== line.value
  const preview = useQuery(
    api.performance.previewSplit.queryOptions({
      input: { id: line.id, into, basis, ...(tried ? { value } : {}) },
      retry: false,
    }),
  )
  const split = useCommand(client.performance.splitTarget, {
    done: t('ui.done'),
    onDone: () => {
      refresh()
      onClose()
    },
  })
  return (
    <Modal
      open
      width={680}
      onCancel={onClose}
      title={t('performance.target.split.title', { value: line.value })}
      okText={t('performance.target.split')}
      cancelText={t('ui.cancel')}
      confirmLoading={split.isPending}
      okButtonProps={{ disabled: tried || reason.trim() === '' || !preview.data }}
      onOk={() => split.mutate({ id: line.id, into, basis, reason, version: line.number })}
    >
      <Flex vertical gap={12}>
        <Flex gap={10} wrap>
          <Segmented
            value={into}
            onChange={setInto}
            options={(['people', 'time'] as const).map(one => ({
              value: one,
              label: t(`performance.target.into.${one}`),
            }))}
          />
          <Segmented
            value={basis}
            onChange={setBasis}
            options={(['days', 'past'] as const).map(one => ({
              value: one,
              label: t(`performance.target.basis.${one}`),
            }))}
          />
        </Flex>
        <Flex gap={8} align="center" wrap>
          <span>{t('performance.target.what-if')}</span>
          <InputNumber
            stringMode
            min="0"
            value={value ?? line.value}
            onChange={next => setValue(next === null ? null : String(next))}
            style={{ width: 180 }}
          />
          {tried && <Typography.Text type="warning">{t('performance.target.what-if.note')}</Typography.Text>}
        </Flex>
        <QueryView query={preview}>
          {answer => (
            <Table
              size="small"
              pagination={false}
              rowKey={row => `${row.name}${row.from}`}
              dataSource={answer.parts}
              columns={[
                {
                  title: t('performance.target.part'),
                  render: (_, row) => row.name ?? `${row.from.slice(0, 7)} – ${row.to.slice(0, 7)}`,
                },
                {
                  title: t('performance.target.weight'),
                  align: 'end',
                  render: (_, row) => <span className="number">{row.weight}</span>,
                },
                {
                  title: t('performance.target.was'),
                  align: 'end',
                  render: (_, row) => <Amount value={row.was} unit={data.unit} />,
                },
                {
                  title: t('performance.target.value'),
                  align: 'end',
                  render: (_, row) => (
                    <>
                      {row.kept && <Tag>{t('performance.target.kept')}</Tag>}{' '}
                      <Amount value={row.value} unit={data.unit} />
                    </>
                  ),
                },
              ]}
            />
          )}
        </QueryView>
        <Input.TextArea
          rows={2}
          value={reason}
          placeholder={t('performance.target.reason')}
          onChange={event => setReason(event.target.value)}
        />
      </Flex>
    </Modal>
  )
}

/** Answers one’s own target with another value. */
export function Counter({ line, onClose }: { line: Line; onClose: () => void }) {
  const t = useWords()
  const refresh = useRefresh()
  return (
    <CommandForm
      open
      onClose={onClose}
      title={t('performance.target.counter')}
      operation={client.performance.counterTarget}
      input={values => ({ id: line.id, value: String(values.value), reason: String(values.reason) })}
      onDone={refresh}
    >
      <Form.Item name="value" label={t('performance.target.counter.value')} rules={[{ required: true }]}>
        <InputNumber stringMode min="0" style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="reason" label={t('performance.target.reason')} rules={[{ required: true }]}>
        <Input.TextArea rows={2} />
      </Form.Item>
    </CommandForm>
  )
}
