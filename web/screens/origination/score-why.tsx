import { Button, Popover, Typography } from 'antd'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { Withheld } from '../../ui/withheld.tsx'

type Score = NonNullable<Awaited<ReturnType<typeof client.origination.getReview>>['score']>

const signed = (points: number) => (points > 0 ? `+${points}` : String(points))

/** The score as it may be told: with its points, or the band alone. */
const spoken = ({ points, band }: Score) => (points === null ? band : `${points} · ${band}`)

/** The score with its band, and on asking what each figure gave. */
export function ScoreWhy({ score }: { score: Score }) {
  const t = useWords()
  return (
    <Popover
      trigger="click"
      title={t('origination.score.why')}
      content={
        <div style={{ minWidth: 260 }}>
          <DefinitionList
            items={[
              { label: t('origination.score.base'), value: <span className="number">{score.basePoints}</span> },
              ...score.lines.map(line => ({
                label: `${line.label} ${line.value ?? t('origination.score.unknown')}`,
                value: line.points === null ? <Withheld /> : <span className="number">{signed(line.points)}</span>,
              })),
              {
                label: t('origination.score'),
                value: (
                  <Typography.Text strong className="number">
                    {spoken(score)}
                  </Typography.Text>
                ),
              },
            ]}
          />
        </div>
      }
    >
      <Button
        type="link"
        style={{ padding: 0, height: 'auto', fontSize: 18, fontWeight: 600 }}
        aria-label={`${spoken(score)} ${t('origination.score.why')}`}
      >
        <span className="number">{spoken(score)}</span>
      </Button>
    </Popover>
  )
}
