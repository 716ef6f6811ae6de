import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Card, Flex, Segmented, Skeleton, Tag, Typography } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api, problemOf } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { Money, Percent } from '../../ui/money.tsx'
import { installmentWord, MoneyInput } from './parts.tsx'
import type { Review } from './shapes.ts'

/** Another amount or term: what it would cost, and which rules would say something else. */
export function WhatIf({ review }: { review: Review }) {
  const t = useWords()
  const { application, quote, decision } = review
  const [principal, setPrincipal] = useState(application.principal)
  const [periods, setPeriods] = useState(application.periods)
  const wanted = useDeferredValue({ principal, periods })
  const products = useQuery(api.product.listProducts.queryOptions({ input: {} }))
  const offered = products.data?.find(product => product.id === application.productId)?.definition.periods ?? []
  const tried = useQuery({
    ...api.origination.tryTerms.queryOptions({
      input: {
        id: application.id,
        ...(wanted.principal ? { principal: wanted.principal } : {}),
        ...(wanted.periods ? { periods: wanted.periods } : {}),
      },
    }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const before = new Map((decision?.reasons ?? []).map(reason => [reason.rule, reason.outcome]))
  const changes = (tried.data?.reasons ?? []).filter(reason => before.get(reason.rule) !== reason.outcome)
  const shown = tried.data?.quote ?? quote
  const figures = [
    { label: t(installmentWord(shown)), value: <Money value={shown.installment} sign /> },
    { label: t('origination.ltv'), value: <Percent value={shown.ltv} /> },
    { label: t('origination.burden'), value: <Percent value={shown.installmentToIncome} decimals={1} /> },
    { label: t('origination.total-cost'), value: <Money value={shown.totalCost} sign /> },
  ]
  return (
    <Card
      size="small"
      title={t('origination.what-if')}
      extra={
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('origination.what-if-hint')}
        </Typography.Text>
      }
    >
      <Flex vertical gap={14}>
        <Flex gap={12} wrap align="center">
          <div style={{ width: 180 }}>
            <MoneyInput value={principal} label={t('origination.principal')} onChange={setPrincipal} />
          </div>
          <Segmented<number>
            value={periods ?? 0}
            onChange={setPeriods}
            options={offered.map(count => ({ value: count, label: t('origination.periods-count', { count }) }))}
          />
        </Flex>
        <Flex gap={28} wrap>
          {figures.map(figure => (
            <div key={figure.label}>
              <Typography.Text type="secondary">{figure.label}</Typography.Text>
              <div style={{ fontSize: 16, fontWeight: 600 }}>{figure.value}</div>
            </div>
          ))}
        </Flex>
        {tried.isError ? (
          <Alert type="warning" showIcon title={problemOf(tried.error)?.detail ?? t('shell.offline')} />
        ) : tried.isPending ? (
          <Skeleton active title={false} paragraph={{ rows: 1 }} />
        ) : changes.length === 0 ? (
          <Typography.Text type="secondary">{t('origination.what-if-same')}</Typography.Text>
        ) : (
          <Flex gap={6} wrap>
            {changes.map(reason => (
              <Tag
                key={reason.rule}
                color={reason.outcome === 'pass' ? 'green' : reason.outcome === 'refer' ? 'gold' : 'red'}
              >
                {t('origination.what-if-change', {
                  name: reason.name,
                  from: t(`decision.outcome.${before.get(reason.rule) ?? 'pass'}`),
                  to: t(`decision.outcome.${reason.outcome}`),
                })}
              </Tag>
            ))}
          </Flex>
        )}
        {(tried.data?.quote.problems ?? []).map(problem => (
          <Alert key={problem.code} type="error" showIcon title={problem.message} />
        ))}
      </Flex>
    </Card>
  )
}
