import { describe, expect, it } from 'vitest'
import { statesOf } from '#lib/state'
import { leadStates } from './lead.ts'

describe('a lead', () => {
  it('is converted only once it is qualified, and a lost one can be taken up again', () => {
    const into = statesOf(leadStates).filter(state => leadStates[state].convert)
    expect(into).toEqual(['qualified'])
    expect(leadStates.lost.reopen).toBe('contacted')
    expect(leadStates.converted).toEqual({})
  })
})
