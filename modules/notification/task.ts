import type { Day } from '#lib/day'
import type { StateTable } from '#lib/state'

export type TaskState = 'open' | 'done' | 'dropped'
/** A task is open until it is done or dropped, and can be opened again. */
export const taskStates: StateTable<TaskState, 'finish' | 'drop' | 'reopen'> = {
  open: { finish: 'done', drop: 'dropped' },
  done: { reopen: 'open' },
  dropped: { reopen: 'open' },
}

/** Overdue is what is still open after its day. */
export const isOverdue = (task: { state: TaskState; dueOn: Day }, today: Day): boolean =>
  task.state === 'open' && task.dueOn < today
