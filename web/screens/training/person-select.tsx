import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api } from '../../client.ts'

type Props = {
  value?: string | string[]
  onChange?: (value: string | string[]) => void
  multiple?: boolean
  id?: string
}

/** Chooses people of the team by name; used as a form field. */
export function PersonSelect({ value, onChange, multiple, id }: Props) {
  const people = useQuery(api.team.listPeople.queryOptions({ input: { sort: 'name', direction: 'asc', limit: 200 } }))
  return (
    <Select
      {...(id ? { id } : {})}
      {...(multiple ? { mode: 'multiple' as const } : {})}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      value={value}
      {...(onChange ? { onChange } : {})}
      options={(people.data?.rows ?? []).map(row => ({
        value: row.id,
        label: row.assignment ? `${row.name} · ${row.assignment.groupName}` : row.name,
      }))}
    />
  )
}
