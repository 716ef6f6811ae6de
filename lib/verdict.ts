/** The authority kernel's answer. `missing` says what would make it a yes. */
export type Verdict = { allow: boolean; reason: string; ruleIds: string[]; missing: string[] }
