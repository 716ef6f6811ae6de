import { PlusOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Button, Card, Flex, Grid, Segmented, Skeleton, Typography } from 'antd'
import { useEffect, useState } from 'react'
import { api } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { CompareTable } from './compare-table.tsx'
import { askOf, type Offer, useOffers, useSettled } from './offer.ts'
import { OfferForm } from './offer-form.tsx'
import { offersOf } from './quote-link.ts'
import { QuoteResult } from './quote-result.tsx'
import { QuoteShare } from './quote-share.tsx'
import type { Product } from './shapes.ts'

const most = 3

/** The calculator: fill in left, read right; up to three plans beside each other. Nothing is kept on the server. */
export default function QuotePage() {
  const { t } = useSettings()
  const products = useQuery(api.product.listProducts.queryOptions({ input: { status: 'on-sale' } }))
  return (
    <QueryView query={products}>
      {data =>
        data.length === 0 ? (
          <Card>
            <EmptyState text={t('product.quote.no-products')} />
          </Card>
        ) : (
          <Calculator products={data} />
        )
      }
    </QueryView>
  )
}

function Calculator({ products }: { products: Product[] }) {
  const { t, language } = useSettings()
  const wide = Grid.useBreakpoint().lg ?? true
  const { plans } = useSearch({ strict: false }) as { plans?: unknown }
  const [offers, setOffers] = useOffers(offersOf(plans))
  const [at, setAt] = useState(0)
  const current = Math.min(at, offers.length - 1)
  const offer = offers[current]!
  const change = (part: Partial<Offer>) =>
    setOffers(all => all.map((one, index) => (index === current ? { ...one, ...part } : one)))

  // A plan begins on the first product on sale, for its longest term.
  useEffect(() => {
    if (products.some(one => one.id === offer.productId)) return
    const first = products[0]!
    setOffers(all =>
      all.map(one =>
        products.some(product => product.id === one.productId)
          ? one
          : {
              ...one,
              productId: first.id,
              periods: first.definition.periods.at(-1) ?? null,
              annualRate: null,
              balloon: null,
              payments: [],
            },
      ),
    )
  }, [offer.productId, products, setOffers])

  const asked = useSettled(offers.map(askOf))
  const wanted = asked.flatMap(one => (one ? [one] : []))
  const comparison = useQuery({
    ...api.product.comparePlans.queryOptions({ input: { offers: wanted } }),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  // The server answers only the plans that were filled in; put its answers back at their places.
  let next = 0
  const places = asked.map(one => (one ? next++ : null))
  const answers = places.map(place => (place === null ? undefined : comparison.data?.rows[place]))
  const quotes = answers.map(answer => answer?.quote ?? null)
  const differences = (comparison.data?.differences ?? []).map(({ figure, above }) => ({
    figure,
    above: places.map(place => (place === null ? null : (above[place] ?? null))),
  }))
  const name = (index: number) =>
    t('product.quote.plan-name', { number: language === 'zh' ? '一二三'[index] : index + 1 })

  return (
    <Flex vertical gap={14}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('product.screen.quote')}
        </Typography.Title>
        <Flex gap={8} wrap align="center">
          {offers.length > 1 && (
            <Segmented
              value={current}
              onChange={setAt}
              options={offers.map((_, index) => ({ value: index, label: name(index) }))}
            />
          )}
          {offers.length > 1 && (
            <Button
              onClick={() => {
                setOffers(all => all.filter((_, index) => index !== current))
                setAt(Math.max(0, current - 1))
              }}
            >
              {t('product.quote.remove-plan')}
            </Button>
          )}
          <QuoteShare offers={offers} quote={quotes[current] ?? null} />
          {offers.length < most && (
            <Button
              icon={<PlusOutlined />}
              onClick={() => {
                setOffers(all => [...all, offer])
                setAt(offers.length)
              }}
            >
              {t('product.quote.add-plan')}
            </Button>
          )}
        </Flex>
      </Flex>
      <div
        style={{
          display: 'grid',
          gap: 14,
          gridTemplateColumns: wide ? '360px minmax(0, 1fr)' : 'minmax(0, 1fr)',
          alignItems: 'start',
        }}
      >
        <Card size="small" title={offers.length > 1 ? name(current) : null} styles={{ body: { padding: 16 } }}>
          <OfferForm key={current} offer={offer} products={products} answer={answers[current]} onChange={change} />
        </Card>
        <Flex vertical gap={14} style={{ minWidth: 0 }}>
          {quotes.some(quote => quote !== null) && offers.length > 1 && (
            <CompareTable quotes={quotes} differences={differences} current={current} onPick={setAt} />
          )}
          {quotes[current] ? (
            <QuoteResult quote={quotes[current]} />
          ) : (
            <Card>
              {asked[current] && comparison.isFetching ? (
                <Skeleton active paragraph={{ rows: 6 }} />
              ) : (
                <EmptyState text={answers[current]?.problem?.message ?? t('product.quote.fill-in')} />
              )}
            </Card>
          )}
        </Flex>
      </div>
    </Flex>
  )
}
