import { WarningOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Alert, Button, Card, Flex, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import { consentKinds, type SealedField, sealedFields } from '../../../modules/party/customer.ts'
import { api, client } from '../../client.ts'
import { useSettings } from '../../settings.tsx'
import { CommandForm } from '../../ui/command-form.tsx'
import { InstantText } from '../../ui/day-text.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RecordPage } from '../../ui/record-page.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { Income, Withheld } from '../../ui/withheld.tsx'
import { Consents } from './consents.tsx'
import { CustomerTalk } from './customer-talk.tsx'
import { FieldGrid, filled, ProfileFields } from './fields.tsx'
import { happenings } from './happenings.tsx'
import { RelatedBusiness } from './related.tsx'
import { Relations } from './relations.tsx'
import { useReveal } from './reveal.tsx'

export type Customer = Awaited<ReturnType<typeof client.party.getCustomer>>

/** One customer: who it is (masked), what they agreed to, who stands by them, their business with us, and what was done. */
export default function CustomerPage() {
  const { id } = useParams({ strict: false }) as { id: `customer_${string}` }
  const customer = useQuery(api.party.getCustomer.queryOptions({ input: { id } }))
  return <QueryView query={customer}>{data => <Loaded key={data.id} customer={data} />}</QueryView>
}

function Loaded({ customer }: { customer: Customer }) {
  const { t, language } = useSettings()
  const [editing, setEditing] = useState(false)
  const held = sealedFields.filter(field => customer[field] !== null)
  const { shown, button, dialog } = useReveal(customer.id, held)
  const timeline = useQuery(api.party.getTimeline.queryOptions({ input: { id: customer.id } }))
  const given = customer.consents.filter(line => line.given).length
  return (
    <>
      {customer.blacklisted && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 14 }}
          title={t('party.blacklisted-note')}
          description={customer.blacklistReason}
        />
      )}
      <RecordPage
        title={shown.name ?? customer.name}
        subtitle={customer.businessName}
        tags={
          <>
            <Tag>{t(`party.kind.${customer.kind}`)}</Tag>
            {customer.blacklisted && (
              <Tag color="red" icon={<WarningOutlined />}>
                {t('party.blacklisted')}
              </Tag>
            )}
          </>
        }
        figures={[
          { label: t('party.customer.monthlyIncome'), value: <Income value={customer.monthlyIncome} short /> },
          { label: t('party.customer.monthlyDebt'), value: <Income value={customer.monthlyDebt} short /> },
          { label: t('party.consents'), value: `${given} / ${consentKinds.length}`, bad: given === 0 },
        ]}
        primary={
          customer.mayChange && (
            <Button type="primary" onClick={() => setEditing(true)}>
              {t('party.edit-customer')}
            </Button>
          )
        }
        tabs={[
          {
            key: 'profile',
            label: t('party.profile'),
            content: <Profile customer={customer} shown={shown} reveal={customer.mayReveal ? button : null} />,
          },
          { key: 'consents', label: t('party.consents'), content: <Consents customer={customer} /> },
          { key: 'relations', label: t('party.relations'), content: <Relations customer={customer} /> },
          { key: 'business', label: t('party.business'), content: <RelatedBusiness customerId={customer.id} /> },
          { key: 'talk', label: t('notification.threads-on'), content: <CustomerTalk customerId={customer.id} /> },
        ]}
        side={<Timeline items={happenings(timeline.data ?? [], language, t, 'customer')} />}
      />
      {dialog}
      <EditCustomer customer={customer} open={editing} onClose={() => setEditing(false)} />
    </>
  )
}

function Profile({
  customer,
  shown,
  reveal,
}: {
  customer: Customer
  shown: Partial<Record<SealedField, string | null>>
  reveal: React.ReactNode
}) {
  const { t } = useSettings()
  const item = (field: SealedField) => ({
    label: t(`party.customer.${field}`),
    value: customer.withheld.includes(field) ? (
      <Withheld />
    ) : (
      <span className="number">{shown[field] ?? customer[field] ?? '—'}</span>
    ),
  })
  const enterprise = customer.kind === 'enterprise'
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))',
        gap: 14,
        alignItems: 'start',
      }}
    >
      <Card size="small" type="inner" title={t('party.identity')} extra={reveal}>
        <DefinitionList
          items={[
            item('name'),
            item('idNumber'),
            !enterprise && { label: t('party.customer.age'), value: customer.age },
            customer.kind === 'sole-proprietor' && {
              label: t('party.customer.businessName'),
              value: customer.businessName,
            },
            customer.kind === 'sole-proprietor' && {
              label: t('party.customer.businessCode'),
              value: <span className="number">{customer.businessCode}</span>,
            },
            enterprise && item('contactName'),
            item('phone'),
            item('address'),
            item('bankCard'),
          ]}
        />
      </Card>
      <Flex vertical gap={14}>
        {!enterprise && (
          <Card size="small" type="inner" title={t('party.work')}>
            <DefinitionList
              items={[
                { label: t('party.customer.occupation'), value: customer.occupation },
                { label: t('party.customer.employer'), value: customer.employer },
                {
                  label: t('party.customer.yearsEmployed'),
                  value: customer.yearsEmployed === null ? null : t('party.years', { years: customer.yearsEmployed }),
                },
              ]}
            />
          </Card>
        )}
        <Card size="small" type="inner" title={t('party.preferences')}>
          <DefinitionList
            items={[
              {
                label: t('party.customer.contactChannel'),
                value: t(`party.contactChannel.${customer.contactChannel}`),
              },
              { label: t('party.customer.contactTime'), value: t(`party.contactTime.${customer.contactTime}`) },
              { label: t('party.customer.offersWelcome'), value: t(customer.offersWelcome ? 'ui.yes' : 'ui.no') },
              { label: t('party.customer.owner'), value: customer.ownerName },
              { label: t('party.customer.createdAt'), value: <InstantText at={customer.createdAt} /> },
            ]}
          />
        </Card>
      </Flex>
    </div>
  )
}

type Change = Omit<Parameters<typeof client.party.updateCustomer>[0], 'id' | 'version'>

function EditCustomer({ customer, open, onClose }: { customer: Customer; open: boolean; onClose: () => void }) {
  const { t } = useSettings()
  const { occupation, employer, yearsEmployed, monthlyIncome, monthlyDebt } = customer
  const { contactChannel, contactTime, offersWelcome } = customer
  return (
    <CommandForm
      open={open}
      onClose={onClose}
      width={720}
      title={t('party.edit-customer')}
      submit={t('ui.save')}
      operation={client.party.updateCustomer}
      initial={{
        occupation,
        employer,
        yearsEmployed,
        monthlyIncome,
        monthlyDebt,
        contactChannel,
        contactTime,
        offersWelcome,
      }}
      input={values => {
        const { name, phone, address, bankCard, contactName, monthlyIncome, monthlyDebt, ...open } = values as Change
        // What is sealed stays when left empty; what was readable and is empty now was cleared.
        const cleared = Object.fromEntries(
          Object.entries(open).map(([field, value]) => [field, value === '' || value === undefined ? null : value]),
        ) as typeof open
        return {
          id: customer.id,
          version: customer.version,
          ...cleared,
          ...filled({ name, phone, address, bankCard, contactName, monthlyIncome, monthlyDebt }),
        }
      }}
    >
      <FieldGrid>
        <Form.Item name="name" label={t('party.customer.name')} extra={t('party.keep')}>
          <Input autoComplete="off" maxLength={100} placeholder={customer.name} />
        </Form.Item>
        <Form.Item name="phone" label={t('party.customer.phone')} extra={t('party.keep')}>
          <Input autoComplete="off" inputMode="tel" maxLength={40} placeholder={customer.phone ?? ''} />
        </Form.Item>
      </FieldGrid>
      <ProfileFields kind={customer.kind} held={customer} />
    </CommandForm>
  )
}
