import { z } from 'zod'
import { label } from '#lib/fields'
import { operation } from '#lib/operation'

const list = label(
  z
    .string()
    .regex(/^[a-z][a-z0-9.-]{0,79}$/)
    .meta({ examples: ['servicing.loans'] }),
  '列表',
  'List',
)
const key = z.string().min(1).max(60)

const View = z.object({
  name: label(z.string().trim().min(1).max(20), '视图名称', 'Name of the view'),
  asked: label(
    z.record(key, z.string().max(200)).refine(asked => Object.keys(asked).length <= 30),
    '筛选与排序',
    'Filters and order',
  ),
})

const Columns = z.object({
  order: label(z.array(key).max(100), '列顺序', 'Columns in their order'),
  hidden: label(z.array(key).max(100), '不显示的列', 'Columns not shown'),
})

const shape = {
  views: label(z.array(View).max(20), '视图', 'Views'),
  columns: label(Columns.nullable(), '列设置；空为列表原样', 'Columns; none as the list comes'),
}

export const listChoiceApi = {
  listChoices: operation({
    method: 'GET',
    path: '/team/list-choices',
    permission: 'self',
    summary: '我的列表视图与列设置 · How the reader likes each list: views and columns',
  }).output(z.array(z.object({ list, ...shape }))),
  keepListChoice: operation({
    method: 'PUT',
    path: '/team/list-choices/{list}',
    permission: 'self',
    summary: '保存列表视图与列设置 · Keep how the reader likes a list',
  })
    .input(z.object({ list, ...shape }))
    .output(z.object({ list })),
}
