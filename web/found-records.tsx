import { BankOutlined, CarOutlined, UserOutlined } from '@ant-design/icons'
import { type ReactNode, useEffect, useState } from 'react'
import { client } from './client.ts'
import { useMay } from './session.tsx'
import { useSettings } from './settings.tsx'

/** A record that was found: where its page is and what it is called. */
export type FoundRecord = { id: string; path: string; title: string; note: string; icon: ReactNode }

/** The pages of records of some kinds, and what one of the kind is called. */
const kinds: Readonly<Record<string, { path: string; word: string }>> = {
  loan: { path: '/servicing/loans', word: 'servicing.loan' },
  application: { path: '/origination/applications', word: 'origination.application' },
  customer: { path: '/party/customers', word: 'party.customer' },
}

/** Where a record's page is, and the word for its kind; null for kinds that cannot be looked for. */
export function recordPlace(id: string): { path: string; word: string } | null {
  const kind = kinds[id.slice(0, id.lastIndexOf('_'))]
  return kind ? { path: `${kind.path}/${id}`, word: kind.word } : null
}

const fewest = 2
const each = 5

/**
 * Loans and applications whose number begins so, and customers of that name, phone or identity number, among those the reader
 * may see: asked of the lists themselves once the typing pauses, and never kept in an address.
 */
export function useRecords(text: string): FoundRecord[] {
  const { t } = useSettings()
  const may = useMay()
  const [hits, setHits] = useState<FoundRecord[]>([])
  const search = text.trim()
  const loans = may('servicing.loan.read')
  const customers = may('party.customer.read')
  const applications = may('origination.application.read')
  useEffect(() => {
    setHits([])
    if (search.length < fewest) return
    let gone = false
    const query = { search, limit: each }
    const none = { rows: [] }
    const wait = setTimeout(async () => {
      const [l, a, c] = await Promise.all([
        // What is not found, or not allowed, is simply not offered.
        loans ? client.servicing.listLoans(query).catch(() => none) : none,
        applications ? client.origination.listApplications(query).catch(() => none) : none,
        customers ? client.party.listCustomers(query).catch(() => none) : none,
      ])
      if (gone) return
      setHits([
        ...l.rows.map(row => ({
          id: row.id,
          path: `/servicing/loans/${row.id}`,
          title: row.number,
          note: `${t('servicing.loan')} · ${row.customerName ?? '—'}`,
          icon: <BankOutlined />,
        })),
        ...a.rows.map(row => ({
          id: row.id,
          path: `/origination/applications/${row.id}`,
          title: row.number,
          note: t('origination.application'),
          icon: <CarOutlined />,
        })),
        ...c.rows.map(row => ({
          id: row.id,
          path: `/party/customers/${row.id}`,
          title: row.name,
          note: `${t('party.customer')}${row.phone ? ` · ${row.phone}` : ''}`,
          icon: <UserOutlined />,
        })),
      ])
    }, 250)
    return () => {
      gone = true
      clearTimeout(wait)
    }
  }, [search, loans, customers, applications, t])
  return hits
}
