import { CopyOutlined, FilePdfOutlined, LinkOutlined } from '@ant-design/icons'
import { App, Button, Flex } from 'antd'
import { client } from '../../client.ts'
import { useCommand } from '../../command.ts'
import { useSettings } from '../../settings.tsx'
import { grouped, percent } from '../../ui/money.tsx'
import { askOf, type Offer } from './offer.ts'
import { linkOf } from './quote-link.ts'
import type { Quote } from './shapes.ts'

/** What a seller gives away: the plans as PDF with their cost forms, as a link for colleagues, the plan at hand as words. */
export function QuoteShare({ offers, quote }: { offers: Offer[]; quote: Quote | null }) {
  const { t, language } = useSettings()
  const { message } = App.useApp()
  const asked = offers.flatMap(offer => askOf(offer) ?? [])
  const print = useCommand<void, Blob>(() => client.contract.printQuote({ offers: asked }), {
    onDone: file => {
      const url = URL.createObjectURL(file)
      const link = document.createElement('a')
      link.href = url
      link.download = `${t('product.quote.file-name')}.pdf`
      link.click()
      // The browser has taken the file by then; its address need not outlive the minute.
      setTimeout(() => URL.revokeObjectURL(url), 60_000)
    },
  })
  const copy = async (text: string, done: string) => {
    await navigator.clipboard.writeText(text)
    message.success(done)
  }
  const sentence = (one: Quote) =>
    t('product.quote.sentence', {
      product: language === 'zh' ? one.productName : one.productNameEn,
      principal: grouped(one.principal),
      periods: one.periods,
      method: t(`product.method.${one.method}`),
      payment: grouped(one.firstPayment),
      simple: percent(one.simple),
      effective: percent(one.effective),
      cost: grouped(one.totalCost),
    })
  return (
    <Flex gap={8} wrap>
      <Button
        icon={<FilePdfOutlined />}
        disabled={asked.length === 0}
        loading={print.isPending}
        onClick={() => print.mutate()}
      >
        {t('product.quote.pdf')}
      </Button>
      <Button
        icon={<LinkOutlined />}
        disabled={asked.length === 0}
        onClick={() => void copy(linkOf(offers, location.origin), t('product.quote.link-copied'))}
      >
        {t('product.quote.link')}
      </Button>
      <Button
        icon={<CopyOutlined />}
        disabled={!quote}
        onClick={() =>
          quote && void copy(`${sentence(quote)}${t('product.quote.disclaimer')}`, t('product.quote.copied'))
        }
      >
        {t('product.quote.copy')}
      </Button>
    </Flex>
  )
}
