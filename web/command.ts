import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, type FormInstance } from 'antd'
import { useRef } from 'react'
import { type CallContext, problemOf } from './client.ts'
import { useWords } from './settings.tsx'

type Options<Out> = {
  /** Where field errors go; what belongs to no field of it is shown as a notice. */
  form?: FormInstance
  /** What to say when it is done; nothing when left out. */
  done?: string
  onDone?: (output: Out) => void
}

/**
 * A command bound to a button or form: one key per submission, kept while it is retried, so that a slow network never
 * does it twice; a refusal says what and why, at the field where it can; what was read before is read again.
 */
export function useCommand<In, Out>(
  operation: (input: In, options: { context: CallContext }) => Promise<Out>,
  options: Options<Out> = {},
) {
  const { notification, message } = App.useApp()
  const queries = useQueryClient()
  const t = useWords()
  const key = useRef<string | null>(null)
  return useMutation({
    mutationFn: (input: In) => {
      key.current ??= crypto.randomUUID()
      return operation(input, { context: { key: key.current } })
    },
    onSuccess: async output => {
      key.current = null
      if (options.done) message.success(options.done)
      options.onDone?.(output)
      await queries.invalidateQueries()
    },
    onError: error => {
      const problem = problemOf(error)
      // An answer, even a no, ends the submission; only silence keeps its key for the retry.
      if (problem) key.current = null
      if (problem?.status === 401) {
        void queries.invalidateQueries()
        return
      }
      const fields = problem?.fields ?? []
      // A field counts as shown only where the form has an item for it; anything else must be said in a notice.
      const known = fields.filter(field => options.form?.getFieldInstance(field.path.split('.')) !== undefined)
      options.form?.setFields(known.map(field => ({ name: field.path.split('.'), errors: [field.message] })))
      if (problem && known.length > 0 && known.length === fields.length) return
      notification.error({
        title: problem?.title ?? t('ui.refused'),
        description: problem?.detail ?? t('shell.offline'),
        duration: 8,
      })
    },
  })
}
