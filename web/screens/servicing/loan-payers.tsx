import { Card, Flex, Table, Tag, Typography } from 'antd'
import { useSettings } from '../../settings.tsx'
import { Money } from '../../ui/money.tsx'
import type { Loan } from './loan-tags.tsx'
import { usePayerName } from './subsidy-dialog.tsx'

/** Who pays what beside the borrower, and who charged the borrower what when the money left. */
export function LoanPayers({ loan }: { loan: Loan }) {
  const { t, language } = useSettings()
  const nameOf = usePayerName()
  const money = (value: string) =>
    value === '0.00' ? <Typography.Text type="secondary">—</Typography.Text> : <Money value={value} />
  return (
    <Flex vertical gap={14}>
      {loan.subsidies.length > 0 && (
        <Card size="small" title={t('servicing.subsidy')} styles={{ body: { padding: 0 } }}>
          <Table
            size="small"
            rowKey="payer"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={loan.subsidies}
            columns={[
              {
                title: t('servicing.subsidy.payer'),
                render: (_, row) => (
                  <>
                    <Flex gap={6} align="center" wrap>
                      <Typography.Text strong>{nameOf({ ...row, dealerName: loan.dealerName })}</Typography.Text>
                      {row.lostOn && <Tag color="orange">{t('servicing.subsidy.lost', { day: row.lostOn })}</Tag>}
                    </Flex>
                    <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                      {[
                        t(row.atOnce ? 'servicing.subsidy.at-once' : 'servicing.subsidy.each'),
                        row.clawBack && t('servicing.subsidy.clawBack'),
                        row.lostAfter !== null && t('servicing.subsidy.lostAfter', { count: row.lostAfter }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </Typography.Text>
                  </>
                ),
              },
              ...(['agreed', 'due', 'received', 'toCome', 'unearned'] as const).map(name => ({
                title: `${t(`servicing.subsidy.${name}`)} ¥`,
                align: 'end' as const,
                render: (_: unknown, row: Loan['subsidies'][number]) => money(row[name]),
              })),
            ]}
          />
        </Card>
      )}
      <Card size="small" title={t('servicing.loan.upfrontFee')} styles={{ body: { padding: 0 } }}>
        <Table
          size="small"
          rowKey={row => `${row.name} ${row.chargedBy}`}
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={loan.charges}
          locale={{ emptyText: t('servicing.charge.none') }}
          columns={[
            {
              title: t('servicing.part.fee'),
              render: (_, row) => (
                <Flex gap={6} align="center" wrap>
                  {language === 'zh' ? row.name : row.nameEn}
                  {row.givenBack && <Tag>{t('servicing.charge.given-back')}</Tag>}
                </Flex>
              ),
            },
            { title: t('servicing.charge.by'), render: (_, row) => t(`product.charged-by.${row.chargedBy}`) },
            { title: t('servicing.charge.taken'), render: (_, row) => t(`servicing.charge.${row.taken}`) },
            {
              title: `${t('servicing.transaction.amount')} ¥`,
              align: 'end',
              render: (_, row) => (
                <Typography.Text strong delete={row.givenBack}>
                  <Money value={row.amount} />
                </Typography.Text>
              ),
            },
          ]}
        />
      </Card>
    </Flex>
  )
}
