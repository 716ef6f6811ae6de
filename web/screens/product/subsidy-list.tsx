import { Alert, Flex, Typography } from 'antd'
import { useSettings } from '../../settings.tsx'
import { grouped, percent } from '../../ui/money.tsx'
import type { Quote } from './shapes.ts'

/** Who pays beside the customer: from which rate to which, how much, when, and what a cap leaves with the lender. */
export function SubsidyList({ quote }: { quote: Pick<Quote, 'subsidies'> & Partial<Pick<Quote, 'relieved'>> }) {
  const { t } = useSettings()
  if (quote.subsidies.length === 0) return null
  return (
    <Alert
      type="success"
      style={{ marginTop: 12 }}
      title={
        <Flex vertical gap={6}>
          {quote.subsidies.map((one, index) => (
            <div key={one.payer}>
              <Typography.Text strong>
                {index + 1}. {t(`product.subsidy-payer.${one.payer}`)}
                {'　'}
                <span className="number">
                  {percent(one.fullRate)} → {percent(one.rate)}
                </span>
              </Typography.Text>
              <div>
                {t(one.when === 'each' ? 'product.quote.subsidy-each' : 'product.quote.subsidy-once', {
                  amount: grouped(one.amount),
                  saved: grouped(one.saved),
                  count: one.payments.length,
                  day: one.payments[0]?.on ?? '',
                })}
                {one.shortfall !== '0.00' && t('product.quote.subsidy-short', { amount: grouped(one.shortfall) })}
              </div>
            </div>
          ))}
          {quote.relieved && (
            <Typography.Text type="secondary">
              {t('product.quote.relieved', { simple: percent(quote.relieved.simple) })}
            </Typography.Text>
          )}
        </Flex>
      }
    />
  )
}
