import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card, Flex, Tag, Typography } from 'antd'
import { api, type client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { Percent } from '../../ui/money.tsx'
import { QueryView } from '../../ui/query-view.tsx'

type Figures = Awaited<ReturnType<typeof client.origination.shadowFigures>>
const tones = { waiting: 'default', same: 'green', stricter: 'gold', laxer: 'red', 'other-way': 'blue' } as const
const line = { padding: '10px 14px', borderTop: '1px solid rgba(128,128,128,0.15)' }

/** A newcomer's shadow decisions beside the real ones: how often they agree, where they differ and why. */
export function ShadowFigures({ personId }: { personId: `person_${string}` }) {
  const t = useWords()
  const may = useMay()
  const { me } = useMe()
  const figures = useQuery(api.origination.shadowFigures.queryOptions({ input: { personId } }))
  const own = me?.person.id === personId
  return (
    <Card
      size="small"
      title={t('origination.shadow')}
      styles={{ body: { padding: 0 } }}
      extra={
        own &&
        may('origination.shadow.decide') && (
          <Link to={'/origination/shadow' as never}>{t('origination.shadow.open-files')}</Link>
        )
      }
    >
      <QueryView query={figures}>{data => <View figures={data} />}</QueryView>
    </Card>
  )
}

function View({ figures }: { figures: Figures }) {
  const t = useWords()
  const why = (verdict: string, reason: string | null) =>
    reason && (verdict === 'reject' || verdict === 'return') ? ` · ${t(`origination.${verdict}.${reason}`)}` : ''
  return (
    <>
      <div style={{ padding: '10px 14px' }}>
        {figures.compared === 0 ? (
          <Typography.Text type="secondary">{t('origination.shadow.nothing')}</Typography.Text>
        ) : (
          <>
            <Typography.Text type="secondary">{t('origination.shadow.agreement')}</Typography.Text>
            <Flex gap={10} align="baseline" wrap>
              <span className="number" style={{ fontSize: 22, fontWeight: 600 }}>
                <Percent value={String(figures.rate)} decimals={0} />
              </span>
              <Typography.Text type="secondary" className="number">
                {t('origination.shadow.agreed-of', { agreed: figures.agreed, compared: figures.compared })} ·{' '}
                {t('origination.shadow.interval', {
                  low: `${Math.round(figures.low * 100)} %`,
                  high: `${Math.round(figures.high * 100)} %`,
                })}
              </Typography.Text>
            </Flex>
          </>
        )}
        {figures.waiting > 0 && (
          <div>
            <Typography.Text type="secondary">
              {t('origination.shadow.waiting', { count: figures.waiting })}
            </Typography.Text>
          </div>
        )}
      </div>
      {figures.differences.map(difference => (
        <Flex
          key={`${difference.verdict}.${difference.real}.${difference.reason}`}
          justify="space-between"
          gap={8}
          style={line}
        >
          <span>
            {t(`origination.shadow.verdict.${difference.verdict}`)} →{' '}
            {t(`origination.shadow.verdict.${difference.real}`)}
            {why(difference.real, difference.reason) || why(difference.verdict, difference.reason)}
          </span>
          <Flex gap={6} align="center">
            <Tag color={tones[difference.outcome]}>{t(`origination.shadow.outcome.${difference.outcome}`)}</Tag>
            <span className="number">{difference.count}</span>
          </Flex>
        </Flex>
      ))}
      {figures.rows.map(row => (
        <div key={row.id} style={line}>
          <Flex justify="space-between" gap={8} align="center">
            <span className="number">{row.applicationNumber}</span>
            <Tag color={tones[row.outcome]}>{t(`origination.shadow.outcome.${row.outcome}`)}</Tag>
          </Flex>
          <div>
            <Typography.Text type="secondary">{t('origination.shadow.mine')}</Typography.Text>{' '}
            {t(`origination.shadow.verdict.${row.verdict}`)}
            {why(row.verdict, row.reason)} · {row.note}
          </div>
          {row.real && (
            <div>
              <Typography.Text type="secondary">{t('origination.shadow.real')}</Typography.Text>{' '}
              {t(`origination.shadow.verdict.${row.real}`)}
              {why(row.real, row.realReason)} · {row.realByName} {row.realNote && `· ${row.realNote}`}
            </div>
          )}
        </div>
      ))}
    </>
  )
}
