import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, type FormInstance } from 'antd'
import { useRef } from 'react'
import { type CallContext, HeldForCheck, problemOf } from './client.ts'
import { useHeldWords } from './held.tsx'
import { useWords } from './settings.tsx'

type Options<Out> = {
  /** Where field errors go; what belongs to no field of it is shown as a notice. */
  form?: FormInstance
  /** What to say when it is done; nothing when left out. */
  done?: string
  onDone?: (output: Out) => void
  /** What to do when the command waits for a second person; by default `onDone` where it takes no answer, such as closing a dialog. */
  onHeld?: () => void
}

/**
 * A command bound to a button or form: one key per submission, kept while it is retried, so that a slow network never
 * does it twice; a refusal says what and why, at the field where it can; what was read before is read again. A command that a
 * rule holds for a second person says so with a way to follow it, and asks for the reason first where the rule wants one.
 */
export function useCommand<In, Out>(
  operation: (input: In, options: { context: CallContext }) => Promise<Out>,
  options: Options<Out> = {},
) {
  const { notification, message } = App.useApp()
  const queries = useQueryClient()
  const t = useWords()
  const key = useRef<string | null>(null)
  const reason = useRef<string | null>(null)
  const held = useHeldWords()
  const mutation = useMutation({
    mutationFn: (input: In) => {
      key.current ??= crypto.randomUUID()
      return operation(input, {
        context: { key: key.current, ...(reason.current ? { reason: reason.current } : {}) },
      })
    },
    onSuccess: async output => {
      key.current = null
      reason.current = null
      if (options.done) message.success(options.done)
      options.onDone?.(output)
      await queries.invalidateQueries()
    },
    onError: (error, input) => {
      const problem = problemOf(error)
      // An answer, even a no, ends the submission; only silence keeps its key for the retry.
      if (problem) {
        key.current = null
        reason.current = null
      }
      if (error instanceof HeldForCheck) {
        held.say(error.problem)
        if (options.onHeld) options.onHeld()
        else if (options.onDone?.length === 0) (options.onDone as () => void)()
        void queries.invalidateQueries()
        return
      }
      if (problem?.code === 'authority.held_reason') {
        held.ask(problem, text => {
          reason.current = text
          mutation.mutate(input)
        })
        return
      }
      if (problem?.status === 401) {
        void queries.invalidateQueries()
        return
      }
      const fields = problem?.fields ?? []
      // A field counts as shown only where the form has an item for it; anything else must be said in a notice.
      const known = fields.filter(field => options.form?.getFieldInstance(placeOf(field.path)) !== undefined)
      options.form?.setFields(known.map(field => ({ name: placeOf(field.path), errors: [field.message] })))
      if (problem && known.length > 0 && known.length === fields.length) return
      notification.error({
        title: problem?.title ?? t('ui.refused'),
        description: problem?.detail ?? t('shell.offline'),
        duration: 8,
      })
    },
  })
  return mutation
}

/** Where a form keeps a field: a line of a list goes by its number. */
const placeOf = (path: string): (string | number)[] =>
  path.split('.').map(part => (/^\d+$/.test(part) ? Number(part) : part))
