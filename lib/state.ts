import { assert } from './assert.ts'

/** A noun's states: for each state, the actions it allows and where each leads. One table serves rule, CHECK, buttons and README. */
export type StateTable<State extends string, Action extends string> = {
  readonly [S in State]: Partial<Record<Action, State>>
}

/** Where `action` leads from `state`, or null when the state does not allow it. */
export function nextState<State extends string, Action extends string>(
  table: StateTable<State, Action>,
  state: State,
  action: Action,
): State | null {
  const row = table[state]
  assert(row, `unknown state: ${state}`)
  return row[action] ?? null
}

/** The actions a state allows, in table order: what the buttons show. */
export function actionsFrom<State extends string, Action extends string>(
  table: StateTable<State, Action>,
  state: State,
): Action[] {
  return Object.keys(table[state]) as Action[]
}

/** Every state of a table, in order; a test compares it with the CHECK constraint. */
export function statesOf<State extends string>(table: StateTable<State, string>): State[] {
  return Object.keys(table) as State[]
}
