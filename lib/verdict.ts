/** The authority kernel's answer. `missing` says what would make it a yes. */
export type Verdict = { allow: boolean; reason: string; ruleIds: string[]; missing: string[] }

/** How a personal field is answered: in clear, masked, or not at all. */
export type Showing = 'shown' | 'masked' | 'withheld'
