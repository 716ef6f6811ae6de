import { HistoryOutlined } from '@ant-design/icons'
import { Button, DatePicker, Flex, Popover, Typography } from 'antd'
import dayjs from 'dayjs'
import { useWords } from '../../settings.tsx'
import type { Loan } from './loan-tags.tsx'

/** Which day a loan is shown on, and what was known by when. */
export type LookedBack = { shownOn?: string; knownOn?: string }

/** Looks back: the loan as it stood on a day, as known then or as known now. */
export function LookBack({
  loan,
  today,
  value,
  onChange,
  onToday,
}: {
  loan: Pick<Loan, 'disbursedOn'>
  today: string
  value: LookedBack
  onChange: (day: LookedBack) => void
  onToday: () => void
}) {
  const t = useWords()
  const picker = (name: keyof LookedBack, label: string) => (
    <div style={{ display: 'grid', gap: 4 }}>
      <Typography.Text type="secondary">{label}</Typography.Text>
      <DatePicker
        aria-label={label}
        allowClear={false}
        value={dayjs(value[name] ?? today)}
        minDate={dayjs(loan.disbursedOn)}
        maxDate={dayjs(today)}
        onChange={day => day && onChange({ [name]: day.format('YYYY-MM-DD') })}
      />
    </div>
  )
  const past = value.shownOn !== undefined || value.knownOn !== undefined
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div style={{ display: 'grid', gap: 12, maxWidth: 260 }}>
          {picker('shownOn', t('servicing.look.shownOn'))}
          {picker('knownOn', t('servicing.look.knownOn'))}
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {t('servicing.look.note')}
          </Typography.Text>
          {past && (
            <Flex justify="end">
              <Button onClick={onToday}>{t('servicing.look.today')}</Button>
            </Flex>
          )}
        </div>
      }
    >
      <Button icon={<HistoryOutlined />} type={past ? 'primary' : 'default'} ghost={past}>
        {t('servicing.look')}
      </Button>
    </Popover>
  )
}
