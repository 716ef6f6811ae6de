import { useQuery } from '@tanstack/react-query'
import { Button, Card, Flex, Typography } from 'antd'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'

/** The one question of the week: five answers a thumb can reach. */
export function PulseCard() {
  const t = useWords()
  const pulse = useQuery(api.performance.myPulse.queryOptions())
  const answer = useCommand(client.performance.answerPulse, { done: t('performance.pulse.thanks') })
  if (!pulse.data) return null
  return (
    <Card size="small" title={t('performance.pulse')}>
      {pulse.data.given ? (
        <Typography.Text>{t('performance.pulse.thanks')}</Typography.Text>
      ) : (
        <Flex vertical gap={10}>
          <Typography.Text strong>{t('performance.pulse.question')}</Typography.Text>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(5, minmax(0, 1fr))', gap: 6, maxWidth: 480 }}>
            {[1, 2, 3, 4, 5].map(score => (
              <Button
                key={score}
                style={{ height: 56, paddingInline: 2 }}
                disabled={answer.isPending}
                onClick={() => answer.mutate({ score })}
              >
                <Flex vertical align="center">
                  <span className="number" style={{ fontSize: 16, fontWeight: 600 }}>
                    {score}
                  </span>
                  <span style={{ fontSize: 12 }}>{t(`performance.pulse.${score}`)}</span>
                </Flex>
              </Button>
            ))}
          </div>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t('performance.pulse.anonymous', { least: pulse.data.least })}
          </Typography.Text>
        </Flex>
      )}
    </Card>
  )
}
