import { Flex, Typography } from 'antd'
import { useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { DayText } from '../../ui/day-text.tsx'
import { DigestCard } from './digest-card.tsx'
import { MailCard } from './mail-card.tsx'
import { PulseCard } from './pulse-card.tsx'
import { ChoiceCard, ThanksCard } from './thanks-card.tsx'

/** 我的一周: what a person has of their week, made for a phone. */
export default function MyWeek() {
  const t = useWords()
  const { me } = useMe()
  return (
    <Flex vertical gap={14} style={{ maxWidth: 760 }}>
      <div>
        <Typography.Title level={1} style={{ fontSize: 18, margin: 0 }}>
          {t('performance.week')}
        </Typography.Title>
        <Typography.Text type="secondary">
          <DayText day={me?.businessDay} weekday />
        </Typography.Text>
      </div>
      <PulseCard />
      <DigestCard />
      <ThanksCard />
      <ChoiceCard />
      <MailCard />
    </Flex>
  )
}
