import { Tag } from 'antd'
import type { client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { StateTag } from '../../ui/state-tag.tsx'

export type Loan = Awaited<ReturnType<typeof client.servicing.getLoan>>
export type LoanRow = Awaited<ReturnType<typeof client.servicing.listLoans>>['rows'][number]
export type Transaction = Loan['transactions'][number]

/** State, and when it runs late the bucket and class. */
export function LoanTags({ loan }: { loan: LoanRow | Loan }) {
  const t = useWords()
  return (
    <>
      {loan.state === 'overdue' ? (
        <Tag color="orange" style={{ marginInlineEnd: 0 }}>
          {t('servicing.loan.overdue')} {loan.bucket}
        </Tag>
      ) : (
        <StateTag state={loan.state} word={`servicing.loan.${loan.state}`} />
      )}
      {'restructuring' in loan && loan.restructuring && (
        <Tag color="purple" style={{ marginInlineEnd: 0 }}>
          {t('servicing.restructured.until', { day: loan.restructuring.endsOn })}
        </Tag>
      )}
      {'watches' in loan && loan.watches[0]?.reviewOn && (
        <Tag color="gold" style={{ marginInlineEnd: 0 }}>
          {t('servicing.watch.until', { day: loan.watches[0].reviewOn })}
        </Tag>
      )}
      {loan.class !== 'normal' && (
        <Tag color={loan.class === 'special-mention' ? 'gold' : 'red'} style={{ marginInlineEnd: 0 }}>
          {t('servicing.class.tag', { name: t(`servicing.class.${loan.class}`) })}
        </Tag>
      )}
    </>
  )
}
