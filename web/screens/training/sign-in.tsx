import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Button, Card, Flex, Input, Result, Typography } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { api, client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useWords } from '../../settings.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { QueryView } from '../../ui/query-view.tsx'

/** Where the code of the room leads: one is signed in at once, or types the code by hand. */
export default function SignIn() {
  const { id } = useParams({ strict: false }) as { id: `session_${string}` }
  const { code } = useSearch({ strict: false }) as { code?: string }
  const t = useWords()
  const [typed, setTyped] = useState('')
  const session = useQuery(api.training.getSession.queryOptions({ input: { id } }))
  const sign = useCommand(client.training.signInToSession)
  const { mutate } = sign
  const sent = useRef(false)
  useEffect(() => {
    if (!code || sent.current) return
    sent.current = true
    mutate({ id, code: String(code) })
  }, [code, id, mutate])
  return (
    <QueryView query={session}>
      {data =>
        sign.data || data.attendedByMe ? (
          <Result
            status="success"
            title={t('training.signed-in')}
            subTitle={
              <>
                {data.title} · <InstantText at={sign.data?.attendedAt ?? data.startsAt} />
              </>
            }
            extra={
              <Link to={`/training/sessions/${id}` as never}>
                <Button type="primary">{t('training.session')}</Button>
              </Link>
            }
          />
        ) : (
          <Card style={{ maxWidth: 480, margin: '0 auto' }}>
            <Typography.Title level={1} style={{ fontSize: 18 }}>
              {t('training.sign-in')} · {data.title}
            </Typography.Title>
            <Typography.Paragraph type="secondary">{t('training.sign-in-help')}</Typography.Paragraph>
            <Flex gap={8}>
              <Input
                aria-label={t('training.sign-in-code')}
                placeholder={t('training.sign-in-code')}
                value={typed}
                onChange={event => setTyped(event.target.value)}
              />
              <Button
                type="primary"
                loading={sign.isPending}
                disabled={typed.trim() === ''}
                onClick={() => mutate({ id, code: typed.trim() })}
              >
                {t('training.sign-in')}
              </Button>
            </Flex>
          </Card>
        )
      }
    </QueryView>
  )
}
