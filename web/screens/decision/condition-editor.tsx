import { DeleteOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Input, InputNumber, Select } from 'antd'
import { comparisons } from '../../../modules/decision/condition.ts'
import { api } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import type { Condition, Fact } from './shapes.ts'

type Shape = 'compare' | 'in' | 'all' | 'any' | 'not'
type Operand = Extract<Condition, { is: string }>['left']

const signs = { '<': '<', '<=': '≤', '=': '=', '!=': '≠', '>=': '≥', '>': '>' } as const
const codes = ['individual', 'sole-proprietor', 'enterprise', 'self', 'commercial', 'fuel', 'new-energy', 'new', 'used']
const first: Condition = { left: { fact: 'application.amount' }, is: '>', right: { value: '200000.00' } }

const shapeOf = (condition: Condition): Shape =>
  'all' in condition
    ? 'all'
    : 'any' in condition
      ? 'any'
      : 'not' in condition
        ? 'not'
        : 'in' in condition
          ? 'in'
          : 'compare'

/** A condition as a tree: comparisons at the leaves, all, any and not above them. */
export function ConditionEditor({
  condition,
  onChange,
  onRemove,
}: {
  condition: Condition
  onChange: (condition: Condition) => void
  onRemove?: () => void
}) {
  const { t } = useSettings()
  const facts = useQuery({ ...api.decision.listFacts.queryOptions(), staleTime: 600_000 }).data ?? []
  const shape = shapeOf(condition)
  const become = (next: Shape) => {
    const inner = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition]
    if (next === 'all') onChange({ all: inner })
    else if (next === 'any') onChange({ any: inner })
    else if (next === 'not') onChange({ not: condition })
    else if (next === 'in') onChange({ left: { fact: 'customer.kind' }, in: ['individual'] })
    else onChange(first)
  }
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : null
  const replace = (next: Condition[]) => onChange('all' in condition ? { all: next } : { any: next })
  return (
    <Flex vertical gap={8}>
      <Flex gap={8} wrap align="center">
        <Select<Shape>
          size="small"
          style={{ width: 110 }}
          value={shape}
          aria-label={t('decision.rule-when')}
          onChange={become}
          options={[
            { value: 'compare', label: t('decision.compare') },
            { value: 'in', label: t('decision.is-one-of') },
            { value: 'all', label: t('decision.all-of') },
            { value: 'any', label: t('decision.any-of') },
            { value: 'not', label: t('decision.not') },
          ]}
        />
        {'is' in condition && <Comparison condition={condition} facts={facts} onChange={onChange} />}
        {'in' in condition && (
          <>
            <FactSelect
              facts={facts.filter(fact => fact.kind === 'code')}
              operand={condition.left}
              onChange={left => onChange({ ...condition, left })}
            />
            <Select
              mode="tags"
              style={{ minWidth: 220 }}
              aria-label={t('decision.value')}
              value={condition.in}
              onChange={values => onChange({ ...condition, in: values })}
              options={codes.map(value => ({ value, label: value }))}
            />
          </>
        )}
        {onRemove && (
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('ui.cancel')} onClick={onRemove} />
        )}
      </Flex>
      {(parts || 'not' in condition) && (
        <Flex
          vertical
          gap={8}
          style={{ borderInlineStart: '2px solid rgba(128,128,128,0.25)', paddingInlineStart: 12 }}
        >
          {parts?.map((part, at) => (
            <ConditionEditor
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a condition have no name of their own
              key={at}
              condition={part}
              onChange={next => replace(parts.map((other, index) => (index === at ? next : other)))}
              onRemove={() => replace(parts.filter((_, index) => index !== at))}
            />
          ))}
          {'not' in condition && (
            <ConditionEditor condition={condition.not} onChange={next => onChange({ not: next })} />
          )}
          {parts && (
            <Button size="small" type="dashed" onClick={() => replace([...parts, first])}>
              {t('decision.add-condition')}
            </Button>
          )}
        </Flex>
      )}
    </Flex>
  )
}

function Comparison({
  condition,
  facts,
  onChange,
}: {
  condition: Extract<Condition, { is: string }>
  facts: Fact[]
  onChange: (condition: Condition) => void
}) {
  const { t } = useSettings()
  const { left, is, right } = condition
  const kind = 'fact' in left ? facts.find(fact => fact.name === left.fact)?.kind : undefined
  const againstFact = 'fact' in right
  return (
    <>
      <FactSelect facts={facts} operand={left} onChange={next => onChange({ ...condition, left: next })} />
      <Select
        style={{ width: 70 }}
        value={is}
        aria-label={t('decision.compare')}
        options={comparisons.map(value => ({ value, label: signs[value] }))}
        onChange={next => onChange({ ...condition, is: next })}
      />
      <Select
        style={{ width: 128 }}
        value={againstFact ? 'fact' : 'value'}
        aria-label={t('decision.value')}
        options={[
          { value: 'fact', label: t('decision.against-fact') },
          { value: 'value', label: t('decision.against-value') },
        ]}
        onChange={next =>
          onChange({
            ...condition,
            right:
              next === 'fact'
                ? { fact: facts.find(fact => fact.kind === kind)?.name ?? 'application.amount' }
                : { value: startOf(kind) },
          })
        }
      />
      {againstFact ? (
        <FactSelect
          facts={facts.filter(fact => fact.kind === kind)}
          operand={right}
          onChange={next => onChange({ ...condition, right: next })}
        />
      ) : (
        <ValueInput kind={kind} value={right.value} onChange={value => onChange({ ...condition, right: { value } })} />
      )}
    </>
  )
}

const startOf = (kind: Fact['kind'] | undefined) =>
  kind === 'number' ? 0 : kind === 'flag' ? true : kind === 'rate' ? '0.5' : kind === 'money' ? '0.00' : 'individual'

function FactSelect({
  facts,
  operand,
  onChange,
}: {
  facts: Fact[]
  operand: Operand
  onChange: (operand: Operand) => void
}) {
  const { t } = useSettings()
  return (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      style={{ minWidth: 190 }}
      popupMatchSelectWidth={false}
      aria-label={t('decision.fact')}
      value={'fact' in operand ? operand.fact : null}
      options={facts.map(fact => ({ value: fact.name, label: fact.label }))}
      onChange={fact => onChange({ fact: String(fact) })}
    />
  )
}

function ValueInput({
  kind,
  value,
  onChange,
}: {
  kind: Fact['kind'] | undefined
  value: string | number | boolean
  onChange: (value: string | number | boolean) => void
}) {
  const { t } = useSettings()
  if (kind === 'flag')
    return (
      <Select
        style={{ width: 90 }}
        value={value === true}
        aria-label={t('decision.value')}
        options={[
          { value: true, label: t('ui.yes') },
          { value: false, label: t('ui.no') },
        ]}
        onChange={onChange}
      />
    )
  if (kind === 'number')
    return (
      <InputNumber
        precision={0}
        value={Number(value)}
        aria-label={t('decision.value')}
        onChange={next => onChange(next ?? 0)}
      />
    )
  return (
    <Input
      style={{ width: 130 }}
      value={String(value)}
      aria-label={t('decision.value')}
      onChange={event => onChange(event.target.value)}
    />
  )
}
