import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from '@ant-design/icons'
import { Button, Card, Flex, Typography } from 'antd'
import { useState } from 'react'
import { useWords } from '../../settings.tsx'
import type { Review } from './shapes.ts'

export type DecisionView = NonNullable<Review['decision']>
const order = { decline: 0, refer: 1, pass: 2 } as const
const icons = {
  pass: <CheckCircleFilled style={{ color: 'var(--ant-color-success, #2f8f5b)' }} />,
  refer: <ExclamationCircleFilled style={{ color: 'var(--ant-color-warning, #b97a06)' }} />,
  decline: <CloseCircleFilled style={{ color: 'var(--ant-color-error, #c93a3a)' }} />,
}

/** What each rule said and the figures it looked at; what asks for attention first, the rest on request. */
export function Reasons({ decision }: { decision: DecisionView }) {
  const t = useWords()
  const sorted = decision.reasons.toSorted((a, b) => order[a.outcome] - order[b.outcome])
  const passed = sorted.filter(reason => reason.outcome === 'pass')
  const [all, setAll] = useState(sorted.length === passed.length)
  const count = (outcome: keyof typeof order) => sorted.filter(reason => reason.outcome === outcome).length
  return (
    <Card
      size="small"
      title={t('origination.rule-results')}
      extra={
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {t('origination.rule-counts', {
            all: sorted.length,
            pass: count('pass'),
            refer: count('refer'),
            decline: count('decline'),
          })}
        </Typography.Text>
      }
      styles={{ body: { padding: '4px 16px 8px' } }}
    >
      {(all ? sorted : sorted.filter(reason => reason.outcome !== 'pass')).map(reason => (
        <Flex
          key={reason.rule}
          gap={12}
          align="baseline"
          style={{ padding: '8px 0', borderTop: '1px solid rgba(128,128,128,0.12)' }}
        >
          <span role="img" aria-label={t(`decision.outcome.${reason.outcome}`)}>
            {icons[reason.outcome]}
          </span>
          <Typography.Text strong={reason.outcome !== 'pass'} style={{ flex: '0 0 116px' }}>
            {reason.name}
          </Typography.Text>
          <Typography.Text type="secondary" style={{ flex: 1 }}>
            {reason.sentence}
          </Typography.Text>
        </Flex>
      ))}
      {!all && passed.length > 0 && (
        <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setAll(true)}>
          {t('origination.show-passed', { count: passed.length })}
        </Button>
      )}
    </Card>
  )
}
