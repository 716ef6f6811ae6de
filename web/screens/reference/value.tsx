import { Flex, Table, Typography } from 'antd'
import { say } from '#lib/words'
import { useSettings } from '../../settings.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { grouped, Percent } from '../../ui/money.tsx'
import { type ParameterCode, parameterSchemas } from './schemas.ts'
import { type Shape, shapeOf } from './shape.ts'

/** A parameter's value in people's words; `short` on one line for lists. */
export function ParameterView({ code, value, short = false }: { code: string; value: unknown; short?: boolean }) {
  const schema = parameterSchemas[code as ParameterCode]
  if (!schema) return <code>{JSON.stringify(value)}</code>
  return <Value shape={shapeOf(schema)} value={value} short={short} />
}

function Value({ shape, value, short }: { shape: Shape; value: unknown; short: boolean }) {
  const { t, language } = useSettings()
  if (value === undefined || value === null) return <span>—</span>
  if (shape.kind === 'choice') return <span>{t(`reference.value.${String(value)}`)}</span>
  if (shape.kind === 'whole' || shape.kind === 'text') return <Scalar unit={shape.unit} value={String(value)} />
  if (shape.kind === 'fields') {
    const record = value as Record<string, unknown>
    const items = shape.fields.map(field => ({
      label: field.word ? say(field.word, language) : field.name,
      value: <Value shape={field.shape} value={record[field.name]} short={short} />,
    }))
    if (!short) return <DefinitionList items={items} />
    return (
      <Flex gap="0 14px" wrap>
        {items.map(item => (
          <span key={String(item.label)} style={{ minWidth: 0, maxWidth: '100%' }}>
            <Typography.Text type="secondary">{item.label}</Typography.Text> {item.value}
          </span>
        ))}
      </Flex>
    )
  }
  const list = value as unknown[]
  const { of } = shape
  if (of.kind === 'fields' && !short)
    return (
      <Table<Record<string, unknown>>
        size="small"
        pagination={false}
        rowKey={row => JSON.stringify(row)}
        dataSource={list as Record<string, unknown>[]}
        scroll={{ x: 'max-content' }}
        columns={of.fields.map(field => ({
          title: field.word ? say(field.word, language) : field.name,
          render: (_: unknown, row: Record<string, unknown>) => (
            <Value shape={field.shape} value={row[field.name]} short />
          ),
        }))}
      />
    )
  const clocks = of.kind === 'fields' && of.fields.every(field => 'unit' in field.shape && field.shape.unit === 'clock')
  if (of.kind === 'fields')
    return (
      <Typography.Text ellipsis style={{ maxWidth: 'min(380px, 100%)' }}>
        {list.map((row, index) => (
          <span key={JSON.stringify(row)}>
            {index > 0 && ' · '}
            {of.fields.map((field, at) => (
              <span key={field.name}>
                {at > 0 && (clocks ? '–' : ' ')}
                <Value shape={field.shape} value={(row as Record<string, unknown>)[field.name]} short />
              </span>
            ))}
          </span>
        ))}
      </Typography.Text>
    )
  return (
    <span>
      {list.map((one, index) => (
        <span key={String(one)}>
          {index > 0 && (of.kind === 'choice' ? ' → ' : ' · ')}
          <Value shape={of} value={one} short />
        </span>
      ))}
    </span>
  )
}

function Scalar({ unit, value }: { unit: string | null; value: string }) {
  const { t } = useSettings()
  if (unit === 'share') return <Percent value={value} />
  if (unit === null || unit === 'clock' || unit === 'date') return <span className="number">{value}</span>
  return (
    <span className="number">
      {grouped(value)} {t(`reference.unit.${unit}`)}
    </span>
  )
}
