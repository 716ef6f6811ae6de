import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Flex, Form, Input, InputNumber, Select } from 'antd'
import { say } from '#lib/words'
import { useSettings } from '../../settings.tsx'
import { type ParameterCode, parameterSchemas } from './schemas.ts'
import { type Shape, shapeOf } from './shape.ts'

type Path = (string | number)[]

/** The fields in which a parameter's value is typed, made from its schema. */
export function ValueFields({ code }: { code: ParameterCode }) {
  const { t } = useSettings()
  const shape = shapeOf(parameterSchemas[code])
  if (shape.kind === 'fields')
    return (
      <Card size="small" type="inner" title={t('reference.parameter.value')} style={{ marginBottom: 16 }}>
        <Fields shape={shape} path={['value']} />
      </Card>
    )
  if (shape.kind === 'list' && shape.of.kind === 'fields')
    return (
      <Card size="small" type="inner" title={t('reference.parameter.value')} style={{ marginBottom: 16 }}>
        <Rows of={shape.of} />
      </Card>
    )
  return (
    <Form.Item
      name="value"
      label={t('reference.parameter.value')}
      rules={[{ required: true, message: t('problem.missing') }]}
      {...(shape.kind === 'text' || shape.kind === 'whole' ? { extra: <Unit unit={shape.unit} /> } : {})}
    >
      <Entry shape={shape} />
    </Form.Item>
  )
}

function Fields({ shape, path }: { shape: Extract<Shape, { kind: 'fields' }>; path: Path }) {
  const { t, language } = useSettings()
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(160px, 1fr))', columnGap: 16 }}>
      {shape.fields.map(field => (
        <Form.Item
          key={field.name}
          name={[...path, field.name]}
          label={field.word ? say(field.word, language) : field.name}
          rules={[{ required: true, message: t('problem.missing') }]}
          {...('unit' in field.shape ? { extra: <Unit unit={field.shape.unit} /> } : {})}
        >
          <Entry shape={field.shape} />
        </Form.Item>
      ))}
    </div>
  )
}

function Rows({ of }: { of: Extract<Shape, { kind: 'fields' }> }) {
  const { t, language } = useSettings()
  return (
    <Form.List name="value">
      {(rows, { add, remove }) => (
        <Flex vertical gap={8}>
          {rows.map(row => (
            <Flex key={row.key} gap={8} align="start">
              <div
                style={{
                  flex: 1,
                  display: 'grid',
                  gridTemplateColumns: 'repeat(auto-fit, minmax(96px, 1fr))',
                  gap: '0 8px',
                }}
              >
                {of.fields.map(field => (
                  <Form.Item
                    key={field.name}
                    name={[row.name, field.name]}
                    rules={[{ required: true, message: t('problem.missing') }]}
                    style={{ marginBottom: 4 }}
                  >
                    <Entry
                      shape={field.shape}
                      label={field.word ? say(field.word, language) : field.name}
                      placeholder={field.word ? say(field.word, language) : field.name}
                    />
                  </Form.Item>
                ))}
              </div>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('reference.remove-row')}
                onClick={() => remove(row.name)}
              />
            </Flex>
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({})}>
            {t('reference.add-row')}
          </Button>
        </Flex>
      )}
    </Form.List>
  )
}

function Unit({ unit }: { unit: string | null }) {
  const { t } = useSettings()
  return unit ? t(`reference.unit.${unit}`) : null
}

/** One entry; Form.Item hands it value and onChange, a list hands it the name it is read out by. */
function Entry({
  shape,
  label,
  ...given
}: {
  shape: Shape
  label?: string
  placeholder?: string
  id?: string
  value?: unknown
  onChange?: (value: unknown) => void
}) {
  const { t } = useSettings()
  const named = label ? { 'aria-label': label } : {}
  const choices = (values: string[]) => values.map(value => ({ value, label: t(`reference.value.${value}`) }))
  if (shape.kind === 'choice') return <Select {...(given as object)} {...named} options={choices(shape.choices)} />
  if (shape.kind === 'whole')
    return (
      <InputNumber
        {...(given as object)}
        {...named}
        min={0}
        precision={0}
        controls={false}
        inputMode="numeric"
        style={{ width: '100%' }}
      />
    )
  if (shape.kind === 'list' && shape.of.kind === 'choice')
    return <Select {...(given as object)} {...named} mode="multiple" options={choices(shape.of.choices)} />
  if (shape.kind === 'list') return <Numbers {...(given as object)} {...named} />
  return (
    <Input
      {...(given as object)}
      {...named}
      autoComplete="off"
      inputMode={shape.kind === 'text' && shape.unit !== 'clock' && shape.unit !== 'date' ? 'decimal' : 'text'}
    />
  )
}

/** What people type between numbers, the comma of Chinese among it. */
const separators = [...', \uff0c']

/** Whole numbers in a row, typed one after the other. */
function Numbers({ value, onChange, ...rest }: { value?: number[]; onChange?: (value: number[]) => void }) {
  return (
    <Select
      {...rest}
      mode="tags"
      open={false}
      suffixIcon={null}
      tokenSeparators={separators}
      value={(value ?? []).map(String)}
      onChange={(next: string[]) => onChange?.(next.filter(text => /^\d+$/.test(text)).map(Number))}
    />
  )
}
