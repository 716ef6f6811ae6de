import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Form, Select } from 'antd'
import { api, client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { QueryView } from '../../ui/query-view.tsx'

/** Who sits over an application: those who cannot are there, and why. */
export function ConveneDialog({
  id,
  version,
  onClose,
}: {
  id: `application_${string}`
  version: number
  onClose: () => void
}) {
  const t = useWords()
  const navigate = useNavigate()
  const seats = useQuery(api.origination.listSeats.queryOptions({ input: { id } }))
  const required = [{ required: true, message: t('problem.missing') }]
  return (
    <CommandForm
      open
      onClose={onClose}
      title={t('origination.sitting.convene')}
      submit={t('origination.sitting.convene')}
      operation={client.origination.conveneSitting}
      onDone={output => void navigate({ to: `/origination/sittings/${output.id}` as never })}
      input={values => ({
        id,
        version,
        chairId: values.chairId as `person_${string}`,
        members: (values.members ?? []) as `person_${string}`[],
      })}
    >
      <QueryView query={seats}>
        {data => {
          const options = (chair: boolean) =>
            data.seats
              .filter(seat => (chair ? seat.chair : seat.member))
              .map(seat => ({
                value: seat.personId,
                disabled: seat.barred || seat.away,
                label: `${seat.name}${seat.barred ? t('ui.brackets', { inside: t('origination.sitting.barred') }) : seat.away ? t('ui.brackets', { inside: t('origination.sitting.away') }) : ''}`,
              }))
          return (
            <>
              <Form.Item name="chairId" label={t('origination.sitting.chair')} rules={required}>
                <Select options={options(true)} />
              </Form.Item>
              <Form.Item name="members" label={`${t('origination.sitting.members')} ≥ ${data.least}`} rules={required}>
                <Select mode="multiple" options={options(false)} />
              </Form.Item>
            </>
          )
        }}
      </QueryView>
    </CommandForm>
  )
}
