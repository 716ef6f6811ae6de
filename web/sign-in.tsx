import { GlobalOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { say, type Word } from '#lib/words'
import { identity } from './session.tsx'
import { useSettings } from './settings.tsx'

type DemoAccount = { username: string; password: string; name: string; postName: Word }

/**
 * The door: username and password, then a one-time code for who has one. It is made of little, for everybody waits for it: no
 * form, card or typography of Ant Design, which are half of what its first page would weigh.
 */
export function SignIn() {
  const { t, language, setLanguage } = useSettings()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const [step, setStep] = useState<'password' | 'code' | 'backup-code'>('password')
  const [busy, setBusy] = useState(false)
  const demo = useQuery({
    queryKey: ['demo-accounts'],
    queryFn: async () => {
      const response = await fetch('/api/demo-accounts')
      return response.ok ? ((await response.json()) as DemoAccount[]) : []
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })

  const choices = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: async () => (await (await fetch('/api/sign-in-options')).json()) as { company: boolean },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const enterByCompany = async () => {
    const answer = await identity('sign-in/social', { provider: 'company', callbackURL: '/' })
    if (answer.ok) location.assign(String(answer.body.url))
    else setProblem(t('shell.sign-in-failed'))
  }

  const enter = async (username: string, password: string) => {
    setBusy(true)
    setProblem(null)
    try {
      const answer = await identity('sign-in/username', { username, password })
      if (!answer.ok) setProblem(t(answer.status === 429 ? 'shell.locked' : 'shell.sign-in-failed'))
      else if (answer.body.twoFactorRedirect) setStep('code')
      else await queries.resetQueries()
    } catch {
      setProblem(t('shell.offline'))
    } finally {
      setBusy(false)
    }
  }
  const verify = async (code: string) => {
    setBusy(true)
    setProblem(null)
    const path = step === 'code' ? 'two-factor/verify-totp' : 'two-factor/verify-backup-code'
    const answer = await identity(path, { code }).catch(() => null)
    setBusy(false)
    if (answer?.ok) return void (await queries.resetQueries())
    setProblem(
      t(
        answer === null
          ? 'shell.offline'
          : answer.status === 429
            ? 'shell.locked'
            : step === 'code'
              ? 'shell.wrong-code'
              : 'shell.wrong-backup-code',
      ),
    )
  }
  const turnTo = (next: typeof step) => {
    setProblem(null)
    setStep(next)
  }

  return (
    <Flex vertical align="center" justify="center" style={{ minHeight: '100%', padding: 16 }} component="main">
      <div className="door">
        <Flex align="center" gap={12} style={{ marginBottom: 20 }}>
          <Brand size={40} />
          <div style={{ flex: 1 }}>
            <h1>{t('shell.name')}</h1>
            <span className="door-quiet">{t('shell.slogan')}</span>
          </div>
          <Button type="text" icon={<GlobalOutlined />} onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
            {language === 'zh' ? 'EN' : '中'}
          </Button>
        </Flex>
        {problem && <Alert type="error" title={problem} showIcon style={{ marginBottom: 16 }} role="alert" />}
        {step === 'password' ? (
          <form onSubmit={submit(values => enter(values.username!, values.password!))}>
            <label htmlFor="username">
              {t('shell.username')}
              <Input id="username" name="username" required autoFocus size="large" autoComplete="username" />
            </label>
            <label htmlFor="password">
              {t('shell.password')}
              <Input.Password id="password" name="password" required size="large" autoComplete="current-password" />
            </label>
            <Button type="primary" htmlType="submit" size="large" block loading={busy}>
              {t('shell.sign-in')}
            </Button>
          </form>
        ) : (
          <form key={step} onSubmit={submit(values => verify(values.code!.trim()))}>
            <label htmlFor="code">
              {t(step === 'code' ? 'shell.code' : 'shell.backup-code')}
              <Input
                id="code"
                name="code"
                required
                autoFocus
                size="large"
                autoComplete="one-time-code"
                {...(step === 'code' ? { inputMode: 'numeric' as const, maxLength: 6 } : {})}
                style={{ letterSpacing: 4 }}
              />
              {step === 'code' && <span className="door-quiet">{t('shell.code-help')}</span>}
            </label>
            <Button type="primary" htmlType="submit" size="large" block loading={busy}>
              {t('shell.sign-in')}
            </Button>
            <Flex justify="space-between" style={{ marginTop: 10 }}>
              <Button type="link" size="small" onClick={() => turnTo('password')}>
                {t('shell.other-account')}
              </Button>
              <Button type="link" size="small" onClick={() => turnTo(step === 'code' ? 'backup-code' : 'code')}>
                {t(step === 'code' ? 'shell.use-backup-code' : 'shell.use-code')}
              </Button>
            </Flex>
          </form>
        )}
        {choices.data?.company && step === 'password' && (
          <Button block size="large" style={{ marginTop: 12 }} onClick={() => void enterByCompany()}>
            {t('shell.company-sign-in')}
          </Button>
        )}
        {(demo.data?.length ?? 0) > 0 && step === 'password' && (
          <div style={{ marginTop: 20 }}>
            <span className="door-quiet">{t('shell.demo-accounts')}</span>
            <Flex wrap gap={8} style={{ marginTop: 8 }}>
              {demo.data!.map(one => (
                <Button
                  key={one.username}
                  size="small"
                  disabled={busy}
                  onClick={() => enter(one.username, one.password)}
                >
                  {say(one.postName, language)} · {one.name}
                </Button>
              ))}
            </Flex>
          </div>
        )}
      </div>
    </Flex>
  )
}

/** What stands in the fields of a form, by name, when it is sent; the browser sees to it that none is empty. */
const submit = (send: (values: Record<string, string>) => Promise<void>) => (event: FormEvent<HTMLFormElement>) => {
  event.preventDefault()
  void send(Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>)
}

/** The mark of the house. */
export function Brand({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <title>chedai</title>
      <rect width="32" height="32" rx="8" fill="#1456c0" />
      <path d="M6 20v-4l3.4-6.2h13.2L26 16v4h-2.6a2.4 2.4 0 0 1-4.8 0h-5.2a2.4 2.4 0 0 1-4.8 0z" fill="#fff" />
    </svg>
  )
}
