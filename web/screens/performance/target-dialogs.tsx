import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Flex, Form, Input, InputNumber, Modal, Segmented, Table, Tag, Typography } from 'antd'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { grouped } from '../../ui/money.tsx'
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

/** A value as it is typed: a share in percent, else as it is. */
export const typed = (unit: string, value: string | null | undefined) =>
  unit === 'share' && value ? String(Number((Number(value) * 100).toFixed(4))) : value

/** What was typed, as the metric has it. */
export const untyped = (unit: string, value: unknown) =>
  unit === 'share' ? String(Number((Number(value) / 100).toFixed(6))) : String(value)

/** What a value is typed in, behind its label. */
export function useUnitLabel(): (label: string, unit: string) => string {
  const t = useWords()
  return (label, unit) =>
    `${label}${t('ui.brackets', { inside: unit === 'share' ? '%' : t(`performance.unit.${unit}`) })}`
}

/** How an amount of money is written while it is typed: its thousands apart. */
export const writing = (unit: string) =>
  unit === 'money'
    ? {
        formatter: (value?: string) => grouped(value ?? ''),
        parser: (text?: string) => (text ?? '').replaceAll(',', ''),
      }
    : {}

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
  const banded = data.better === 'band'
  const inUnit = useUnitLabel()
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
      initial={{ value: typed(data.unit, row.line?.value), upper: typed(data.unit, row.line?.upper) }}
      input={values =>
        ({
          code: data.code,
          ...whose,
          ...period,
          value: untyped(data.unit, values.value),
          upper: values.upper ? untyped(data.unit, values.upper) : null,
          reason: values.reason,
          version: row.line?.number ?? 0,
        }) as never
      }
      onDone={refresh}
    >
      <Form.Item
        name="value"
        label={inUnit(t(banded ? 'performance.target.band' : 'performance.target.value'), data.unit)}
        rules={[{ required: true, message: t('problem.missing') }]}
      >
        <InputNumber<string> stringMode min="0" {...writing(data.unit)} style={{ width: '100%' }} />
      </Form.Item>
      {banded && (
        <Form.Item name="upper" label={inUnit(t('performance.target.upper'), data.unit)}>
          <InputNumber<string> stringMode min="0" {...writing(data.unit)} style={{ width: '100%' }} />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={t('performance.target.reason')}
        rules={[{ required: true, message: t('problem.missing') }]}
      >
        <Input.TextArea rows={2} />
      </Form.Item>
    </CommandForm>
  )
}

/** Splits a target, with what other values would give beside it. */
export function Split({ data, line, onClose }: { data: Board; line: Line; onClose: () => void }) {
  const t = useWords()
  const refresh = useRefresh()
  const inUnit = useUnitLabel()
  const [into, setInto] = useState<'time' | 'people'>('people')
  const [basis, setBasis] = useState<'days' | 'past'>('days')
  const [value, setValue] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const tried = value !== null && value !== '' && untyped(data.unit, value) !== line.value
  const preview = useQuery(
    api.performance.previewSplit.queryOptions({
      input: { id: line.id, into, basis, ...(tried ? { value: untyped(data.unit, value) } : {}) },
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
      title={
        <>
          {t('performance.target.split.title')} <Amount value={line.value} unit={data.unit} />
        </>
      }
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
          <span>{inUnit(t('performance.target.what-if'), data.unit)}</span>
          <InputNumber<string>
            stringMode
            min="0"
            {...writing(data.unit)}
            aria-label={t('performance.target.what-if')}
            value={value ?? typed(data.unit, line.value) ?? null}
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
                  title: t(`performance.target.basis.${basis}`),
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
