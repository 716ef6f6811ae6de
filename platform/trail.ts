import type { Context } from './context.ts'

/** What an audit line will say beside who, when and what: the records touched and facts about them. */
export type Trail = { about: Set<string>; detail: Record<string, unknown> }

/** How a use case says what it touched, showed and did. */
export function notesOn(trail: Trail): Pick<Context, 'about' | 'note' | 'show'> {
  return {
    about(...ids) {
      for (const id of ids) trail.about.add(id)
    },
    note: detail => Object.assign(trail.detail, detail),
    show(id, fields) {
      trail.about.add(id)
      trail.detail.shown = { ...(trail.detail.shown as Record<string, unknown> | undefined), [id]: fields }
    },
  }
}
