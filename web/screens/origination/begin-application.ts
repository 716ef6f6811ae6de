import { useNavigate } from '@tanstack/react-router'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'

/** Begins a draft and goes to it. */
export function useBeginApplication() {
  const navigate = useNavigate()
  return useCommand(client.origination.addApplication, {
    onDone: made => void navigate({ to: `/origination/applications/${made.id}/edit` as never }),
  })
}
