/** What a manager must see at once, gravest first; each is a list of records. Whether the books agree is told beside them. */
export const alertCodes = ['set-aside', 'late-funding', 'late-reviews'] as const
export type AlertCode = (typeof alertCodes)[number]
