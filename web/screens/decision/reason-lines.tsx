import { Flex, Typography } from 'antd'
import { Outcome } from './rules-table.tsx'

type Reason = { rule: string; name: string; outcome: 'pass' | 'refer' | 'decline'; sentence: string; unknown: string[] }
const order = { decline: 0, refer: 1, pass: 2 } as const

/** Each rule, what it said and the figures it looked at; the severe first. */
export function ReasonLines({ reasons }: { reasons: Reason[] }) {
  return (
    <div style={{ marginTop: 12 }}>
      {reasons
        .toSorted((a, b) => order[a.outcome] - order[b.outcome])
        .map(reason => (
          <Flex
            key={reason.rule}
            gap={12}
            align="baseline"
            wrap
            style={{ padding: '7px 0', borderTop: '1px solid rgba(128,128,128,0.12)' }}
          >
            <Outcome outcome={reason.outcome} />
            <Typography.Text strong={reason.outcome !== 'pass'} style={{ flex: '0 0 130px' }}>
              {reason.name}
            </Typography.Text>
            <Typography.Text type="secondary" style={{ flex: '1 1 260px' }}>
              {reason.sentence}
            </Typography.Text>
          </Flex>
        ))}
    </div>
  )
}
