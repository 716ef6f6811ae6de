import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Drawer, Flex, Form, Input, Tag, Typography } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../client.ts'
import { useMay, useMe } from '../../session.tsx'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { DayText, InstantText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import type { Group } from './move-dialog.tsx'

/** 小组沿革: what a group was called, where it hung and who led it, and who changed that why; and the way to close it. */
export function GroupDrawer({ group, onClose }: { group: Group | null; onClose: () => void }) {
  return (
    <Drawer open={group !== null} onClose={onClose} title={group?.name} size={520} destroyOnHidden>
      {group && <GroupHistory group={group} onClosed={onClose} />}
    </Drawer>
  )
}

/** A change that came of something else has the word of what it came of as its reason. */
const reasonOf = (reason: string, t: (key: string) => string) => (/^team\.[a-z-]+$/.test(reason) ? t(reason) : reason)

function GroupHistory({ group: shown, onClosed }: { group: Group; onClosed: () => void }) {
  const t = useWords()
  const may = useMay()
  const [closing, setClosing] = useState(false)
  const history = useQuery(api.team.getGroup.queryOptions({ input: { id: shown.id } }))
  const empty = shown.people === 0
  return (
    <Flex vertical gap={18}>
      <Flex gap={8} align="center" wrap>
        <Tag>{t(`team.function.${shown.function}`)}</Tag>
        <Typography.Text type="secondary">
          {shown.branchName} · {t('team.head-count', { count: shown.people })}
        </Typography.Text>
        <span style={{ flex: 1 }} />
        {may('team.group.write') && shown.toDay === null && (
          <Button danger disabled={!empty} onClick={() => setClosing(true)}>
            {t('team.close-group')}
          </Button>
        )}
      </Flex>
      {shown.toDay !== null && (
        <Typography.Text type="warning">{t('team.closes-on', { day: shown.toDay })}</Typography.Text>
      )}
      {may('team.group.write') && !empty && shown.toDay === null && (
        <Typography.Text type="secondary">{t('team.close-group-first')}</Typography.Text>
      )}
      <QueryView query={history}>
        {data => (
          <>
            <section>
              <Typography.Title level={2} style={{ fontSize: 14 }}>
                {t('team.group-periods')}
              </Typography.Title>
              <Timeline
                items={[...data.periods].reverse().map(period => ({
                  key: period.fromDay,
                  title: period.name,
                  at: (
                    <>
                      <DayText day={period.fromDay} /> – {period.toDay ? <DayText day={period.toDay} /> : t('team.now')}
                    </>
                  ),
                  by: period.leaderName ? `${t('team.leader')} ${period.leaderName}` : '',
                  note: period.parentName ? `${t('team.parent-group')} ${period.parentName}` : undefined,
                }))}
              />
            </section>
            <section>
              <Typography.Title level={2} style={{ fontSize: 14 }}>
                {t('team.group-changes')}
              </Typography.Title>
              {data.changes.length === 0 ? (
                <Typography.Text type="secondary">{t('team.group-unchanged')}</Typography.Text>
              ) : (
                data.changes.map(change => (
                  <div key={change.at + change.fields.join()} style={{ paddingBlock: 4 }}>
                    <DayText day={change.fromDay} />{' '}
                    {change.fields.map(field => (
                      <Tag key={field}>{t(`team.group-field.${field}`)}</Tag>
                    ))}
                    <div>
                      <Typography.Text type="secondary">
                        {change.byName} · <InstantText at={change.at} /> · {reasonOf(change.reason, t)}
                      </Typography.Text>
                    </div>
                  </div>
                ))
              )}
            </section>
          </>
        )}
      </QueryView>
      <CloseGroup group={shown} open={closing} onClose={() => setClosing(false)} onClosed={onClosed} />
    </Flex>
  )
}

function CloseGroup({
  group,
  open,
  onClose,
  onClosed,
}: {
  group: Group
  open: boolean
  onClose: () => void
  onClosed: () => void
}) {
  const t = useWords()
  const { me } = useMe()
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open={open}
      title={`${t('team.close-group')} · ${group.name}`}
      submit={t('team.close-group')}
      danger
      onClose={onClose}
      onDone={() => onClosed()}
      operation={client.team.closeGroup}
      initial={{ toDay: dayjs(me?.businessDay).add(1, 'day') }}
      input={values => ({
        id: group.id,
        version: group.version,
        toDay: (values.toDay as Dayjs).format('YYYY-MM-DD'),
        reason: String(values.reason ?? ''),
      })}
    >
      <Form.Item name="toDay" label={t('team.closed-from')} rules={required}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="reason" label={t('team.reason')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
    </CommandForm>
  )
}
