/** How money reaches us. */
export const channels = ['auto-debit', 'bank-transfer', 'wechat', 'alipay', 'cash', 'other'] as const
export type Channel = (typeof channels)[number]
