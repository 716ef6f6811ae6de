import { z } from 'zod'
import { dayIn, dayOut, id, idOut, label, moneyOut, rateOut, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { comparedFigures } from './comparison.ts'
import { balloonEnds, customerGrades } from './definition.ts'
import { frequencies } from './frequency.ts'
import { AgreedPaymentsIn, FloatingOut, OfferIn, QuoteOut, SubsidyShareOut } from './quote-shapes.ts'
import { DefinitionIn, ProductSummary, productStatus, Version, VersionSummary } from './shapes.ts'

export { AgreedPaymentsIn, balloonEnds, customerGrades, FloatingOut, frequencies, OfferIn, SubsidyShareOut }

const number = label(z.coerce.number().int().min(1), '版本号', 'Version number')
const version = z.number().int()
const note = label(text(300), '修改说明', 'Why')
const changing = ['product.product_not_found', 'product.version_not_found', 'product.version_state', 'product.stale']
const quoting = [
  'product.product_not_found',
  'product.not_offered',
  'product.nothing_financed',
  'product.principal',
  'product.periods',
  'product.rate',
  'product.first_due',
  'product.due_beyond_calendar',
  'product.balloon_price',
  'product.balloon',
  'product.principal_decimals',
  'product.steps',
  'product.does_not_repay',
  'product.custom_payments',
]

export const api = {
  listProducts: operation({
    method: 'GET',
    path: '/product/products',
    permission: 'product.product.read',
    summary: '金融产品列表 · Products with the version on offer',
  })
    .input(
      z.object({
        status: label(productStatus.optional(), '状态', 'Status'),
        search: label(z.string().trim().max(60).optional(), '搜索', 'Search'),
      }),
    )
    .output(z.array(ProductSummary)),
  getProduct: operation({
    method: 'GET',
    path: '/product/products/{id}',
    permission: 'product.product.read',
    summary: '一个产品及各版本 · One product with its versions',
    refuses: ['product.product_not_found'],
  })
    .input(z.object({ id: id('product') }))
    .output(
      ProductSummary.extend({
        versions: z.array(VersionSummary),
        /** Whether the reader may begin a new draft. */
        mayDraft: z.boolean(),
      }),
    ),
  getVersion: operation({
    method: 'GET',
    path: '/product/products/{id}/versions/{number}',
    permission: 'product.product.read',
    summary: '产品的一个版本 · One version with what is wrong with it',
    refuses: ['product.product_not_found', 'product.version_not_found'],
  })
    .input(z.object({ id: id('product'), number }))
    .output(Version),
  compareVersions: operation({
    method: 'GET',
    path: '/product/products/{id}/comparison',
    permission: 'product.product.read',
    summary: '对比两个版本 · What differs between two versions, in fields and in money',
    refuses: ['product.product_not_found', 'product.version_not_found'],
  })
    .input(z.object({ id: id('product'), from: number, to: number }))
    .output(
      z.object({
        changes: z.array(z.object({ field: z.string(), label: z.string(), from: z.string(), to: z.string() })),
        /** The same loan under both versions, for every term both offer. */
        examples: z.array(
          z.object({
            principal: moneyOut(),
            periods: z.number().int(),
            from: z.object({ payment: moneyOut(), cost: moneyOut(), simple: rateOut() }),
            to: z.object({ payment: moneyOut(), cost: moneyOut(), simple: rateOut() }),
          }),
        ),
      }),
    ),
  addProduct: operation({
    method: 'POST',
    path: '/product/products',
    permission: 'product.product.write',
    summary: '新建产品 · Add a product; its first version is a draft',
    refuses: ['product.code_taken'],
  })
    .input(
      z.object({
        code: label(
          z
            .string()
            .regex(/^[a-z][a-z0-9-]{1,40}$/)
            .meta({ examples: ['standard-new-car'] }),
          '产品代码',
          'Product code',
        ),
        note,
        definition: label(DefinitionIn, '产品要素', 'Definition'),
      }),
    )
    .output(z.object({ id: idOut('product'), number: z.number().int() })),
  draftVersion: operation({
    method: 'POST',
    path: '/product/products/{id}/versions',
    permission: 'product.product.write',
    summary: '起草新版本 · Begin a draft from an earlier version',
    refuses: ['product.product_not_found', 'product.version_not_found', 'product.draft_conflict'],
  })
    .input(z.object({ id: id('product'), basedOn: label(z.number().int().min(1), '依据版本', 'Based on'), note }))
    .output(Version),
  saveVersion: operation({
    method: 'PUT',
    path: '/product/products/{id}/versions/{number}',
    permission: 'product.product.write',
    summary: '保存草稿 · Save a draft',
    refuses: changing,
  })
    .input(
      z.object({ id: id('product'), number, version, note, definition: label(DefinitionIn, '产品要素', 'Definition') }),
    )
    .output(Version),
  publishVersion: operation({
    method: 'POST',
    path: '/product/products/{id}/versions/{number}/publish',
    permission: 'product.product.publish',
    summary: '发布版本 · Publish a draft from a day on, by a second person',
    refuses: [...changing, 'product.own_draft', 'product.effective_day', 'product.last_day', 'product.faulty'],
  })
    .input(
      z.object({
        id: id('product'),
        number,
        version,
        effectiveFrom: label(dayIn(), '生效日', 'Effective from'),
        lastDay: label(dayIn().nullable().default(null), '最后可用日', 'Last day'),
      }),
    )
    .output(Version),
  discardVersion: operation({
    method: 'POST',
    path: '/product/products/{id}/versions/{number}/discard',
    permission: 'product.product.write',
    summary: '作废草稿 · Discard a draft',
    refuses: changing,
  })
    .input(z.object({ id: id('product'), number, version }))
    .output(Version),
  quote: operation({
    method: 'POST',
    path: '/product/quotes',
    permission: 'product.plan.quote',
    summary: '试算 · Plan, true yearly cost and all-in cost of an offer; nothing is kept',
    refuses: quoting,
  })
    .input(OfferIn)
    .output(QuoteOut),
  comparePlans: operation({
    method: 'POST',
    path: '/product/quotes/comparison',
    permission: 'product.plan.quote',
    summary: '方案对比 · Several offers side by side; one that cannot be says why in its place',
  })
    .input(z.object({ offers: label(z.array(OfferIn).min(1).max(6), '方案', 'Offers') }))
    .output(
      z.object({
        businessDay: dayOut(),
        rows: z.array(
          z.object({
            quote: QuoteOut.nullable(),
            problem: z.object({ code: z.string(), field: z.string().nullable(), message: z.string() }).nullable(),
          }),
        ),
        differences: label(
          z.array(
            z.object({
              figure: z.enum(comparedFigures),
              above: label(z.array(z.string().nullable()), '比最低的高出', 'How far above the lowest'),
            }),
          ),
          '差异：相差最大的在前，各方案比最低的高出多少',
          'In which figures the plans differ, the most first, and by how much each lies above the lowest',
        ),
      }),
    ),
}
