import { useRouter } from '@tanstack/react-router'
import { App, Button, Input, Typography } from 'antd'
import type { Problem } from '#lib/problem'
import { useWords } from './settings.tsx'

/** What a person is told when a command waits for a second one, and how they are asked for the reason a rule wants. */
export function useHeldWords() {
  const { notification, modal } = App.useApp()
  const router = useRouter({ warn: false })
  const t = useWords()
  return {
    /** Says that it waits, for whom, and where to follow it. */
    say(problem: Problem) {
      const id = String(problem.facts.id ?? '')
      const key = `held-${id}`
      notification.info({
        key,
        title: problem.title,
        description: problem.detail,
        duration: 8,
        actions: (
          <Button
            size="small"
            onClick={() => {
              notification.destroy(key)
              void router?.navigate({ to: `/authority/held/${id}` as never })
            }}
          >
            {t('authority.held.see')}
          </Button>
        ),
      })
    },
    /** Asks why, and sends it again with the answer. */
    ask(problem: Problem, send: (reason: string) => void) {
      let text = ''
      const dialog = modal.confirm({
        title: t('authority.held.reason.title'),
        content: (
          <>
            <Typography.Paragraph>{problem.detail}</Typography.Paragraph>
            <Input.TextArea
              autoFocus
              rows={3}
              maxLength={500}
              aria-label={t('ui.reason')}
              onChange={event => {
                text = event.target.value.trim()
                dialog.update({ okButtonProps: { disabled: text === '' } })
              }}
            />
          </>
        ),
        okText: t('ui.submit'),
        cancelText: t('ui.cancel'),
        okButtonProps: { disabled: true },
        onOk: () => send(text),
      })
    },
  }
}
