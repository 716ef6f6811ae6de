import { Card, Flex, Grid, Table, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useSettings } from '../../settings.tsx'
import { grouped, Money, Percent, percent } from '../../ui/money.tsx'
import type { Comparison, Quote } from './shapes.ts'

type Figure = Comparison['differences'][number]['figure']
type Line = {
  key: string
  title: string
  show: (quote: Quote) => ReactNode
  figure?: Figure
  above?: (string | null)[]
  neutral?: boolean
}
/** What a plan is, in words. */
type Kind = { key: string; title: string; show: (quote: Quote) => string }

/** What one wants as low as can be; the others are neither good nor bad. */
const wantedLow: Figure[] = ['firstPayment', 'totalCost', 'simple']
const words: Record<Figure, string> = {
  principal: 'product.quote.principal',
  downPayment: 'product.quote.down-payment',
  firstPayment: 'product.quote.first-payment',
  lastPayment: 'product.quote.last',
  upFrontFees: 'product.quote.up-front',
  totalInterest: 'product.quote.total-interest',
  totalCost: 'product.quote.total-cost',
  totalPayment: 'product.quote.total-payment',
  annualRate: 'product.quote.rate',
  simple: 'product.quote.simple',
}
const figures = Object.keys(words) as Figure[]
const isRate = (figure: Figure) => figure === 'annualRate' || figure === 'simple'

/**
 * Plans side by side: what kind each is, then the figures in which they differ, the most first, with how far each lies above
 * the lowest; what is the same in all stands in a line below. The lowest of what one wants low is marked with a word.
 */
export function CompareTable({
  quotes,
  differences,
  current,
  onPick,
}: {
  quotes: (Quote | null)[]
  /** As the server compared `quotes`, in their order. */
  differences: Comparison['differences']
  current: number
  onPick: (index: number) => void
}) {
  const { t, language } = useSettings()
  const wide = Grid.useBreakpoint().md ?? true
  const known = quotes.filter(quote => quote !== null)
  const [first] = known
  const figureLine = (figure: Figure): Line => ({
    key: figure,
    title: t(words[figure]),
    figure,
    show: quote => (isRate(figure) ? <Percent value={quote[figure]} /> : <Money value={quote[figure]} />),
  })
  const frequency: Kind = {
    key: 'frequency',
    title: t('product.field.frequency'),
    show: one => t(`product.frequency.${one.frequency}`),
  }
  const kinds: Kind[] = [
    {
      key: 'product',
      title: t('product.product'),
      show: one => (language === 'zh' ? one.productName : one.productNameEn),
    },
    { key: 'method', title: t('product.field.method'), show: one => t(`product.method.${one.method}`) },
    frequency,
    {
      key: 'periods',
      title: t('product.quote.periods'),
      show: one => t('product.quote.periods-count', { count: one.periods }),
    },
  ]
  // One plan alone is compared with nothing: its figures stand in its column.
  const compared = known.length > 1
  const isSame = (line: Kind) => compared && new Set(known.map(line.show)).size === 1
  const differing: Line[] = [
    ...kinds.filter(line => !isSame(line)),
    ...differences.map(({ figure, above }): Line => {
      const line = { ...figureLine(figure), above }
      // An installment a week is not a cheaper one than an installment a month.
      return figure === 'firstPayment' && !isSame(frequency) ? { ...line, neutral: true } : line
    }),
    ...(compared ? [] : figures.map(figure => ({ ...figureLine(figure), neutral: true }))),
  ]
  const same: Line[] = [
    ...kinds.filter(isSame),
    ...figures
      .filter(figure => compared && first && first[figure] !== null && !differences.some(one => one.figure === figure))
      .map(figureLine),
  ]
  return (
    <Card size="small" title={t('product.quote.compare')} styles={{ body: { padding: 0 } }}>
      <Table<Line>
        size="small"
        className={wide ? '' : 'narrow-cells'}
        rowKey="key"
        pagination={false}
        dataSource={differing}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: t('product.quote.no-difference') }}
        columns={[
          {
            title: '',
            fixed: 'left',
            render: (_, line) => (
              <Typography.Text
                type="secondary"
                style={wide ? {} : { display: 'block', width: 60, whiteSpace: 'normal', fontSize: 12 }}
              >
                {line.title}
              </Typography.Text>
            ),
          },
          ...quotes.map((quote, index) => ({
            title: t('product.quote.plan-name', {
              number: language === 'zh' ? '一二三'[index] : index + 1,
            }),
            // A click on a plan's column takes it up, as the switch above does.
            onHeaderCell: () => ({ onClick: () => onPick(index), style: { cursor: 'pointer' } }),
            onCell: () => ({
              onClick: () => onPick(index),
              style: {
                cursor: 'pointer',
                ...(index === current ? { background: 'var(--ant-control-item-bg-active)' } : {}),
              },
            }),
            align: 'end' as const,
            render: (_: unknown, line: Line) =>
              quote ? <Cell line={line} above={line.above?.[index] ?? null} quote={quote} /> : '—',
          })),
        ]}
      />
      {first && same.length > 0 && (
        <Flex gap="2px 16px" wrap style={{ padding: '8px 12px' }}>
          <Typography.Text strong>{t('product.quote.same')}</Typography.Text>
          {same.map(line => (
            <span key={line.key}>
              <Typography.Text type="secondary">{line.title} </Typography.Text>
              {line.show(first)}
            </span>
          ))}
        </Flex>
      )}
    </Card>
  )
}

function Cell({ line, above, quote }: { line: Line; above: string | null; quote: Quote }) {
  const { t } = useSettings()
  const wide = Grid.useBreakpoint().md ?? true
  const lowest = line.figure !== undefined && !line.neutral && wantedLow.includes(line.figure) && above === null
  // Above nothing at all a figure says the same as the figure itself.
  const told = above !== null && Number(above) !== Number(quote[line.figure!])
  return (
    <Flex
      gap="0 8px"
      vertical={!wide}
      justify="end"
      align={wide ? 'baseline' : 'end'}
      style={{
        // Three plans fit beside each other on a phone: names break, figures are a little smaller.
        ...(line.figure ? {} : { maxWidth: wide ? 200 : 84, whiteSpace: 'normal', marginInlineStart: 'auto' }),
        ...(wide ? {} : { fontSize: 12 }),
      }}
    >
      {lowest && <Tag style={{ marginInlineEnd: 0 }}>{t('product.quote.lowest')}</Tag>}
      {told && (
        <Typography.Text type="secondary" className="number" style={{ fontSize: 12 }}>
          +{isRate(line.figure!) ? percent(above) : grouped(above)}
        </Typography.Text>
      )}
      <span style={lowest ? { fontWeight: 600 } : {}}>{line.show(quote)}</span>
    </Flex>
  )
}
