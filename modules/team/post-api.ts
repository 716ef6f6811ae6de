import { z } from 'zod'
import { dayIn, dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { groupFunctions } from './post.ts'

/** The code of a post as it comes in. */
export const postIn = label(
  z
    .string()
    .regex(/^[a-z][a-z0-9_]{2,39}$/)
    .meta({ examples: ['market_developer'] }),
  '岗位',
  'Post',
)

const line = z.string().trim().min(1).max(200)

const shape = {
  code: label(z.string(), '岗位代码', 'Code of the post'),
  founding: label(z.boolean(), '是否内置岗位', 'Whether every installation has it'),
  number: label(z.number().int(), '版本号', 'Version'),
  fromDay: label(dayOut(), '生效日', 'In force from'),
  zh: label(z.string(), '中文名称', 'Chinese name'),
  en: label(z.string(), '英文名称', 'English name'),
  function: label(z.enum(groupFunctions), '职能', 'Function'),
  level: label(z.number().int(), '职级', 'Level'),
  headOffice: label(z.boolean(), '是否总部岗位', 'Whether only head office gives it'),
  dutiesZh: label(z.array(z.string()), '岗位职责（中文）', 'Duties in Chinese'),
  dutiesEn: label(z.array(z.string()), '岗位职责（英文）', 'Duties in English'),
  certificates: label(z.array(z.string()), '所需证书', 'Certificates asked for'),
  retired: label(z.boolean(), '是否停用', 'Whether it is retired'),
}

const description = {
  zh: label(text(30), '中文名称', 'Chinese name'),
  en: label(text(60), '英文名称', 'English name'),
  function: label(z.enum(groupFunctions), '职能', 'Function'),
  level: label(z.number().int().min(1).max(9), '职级', 'Level'),
  headOffice: label(z.boolean().default(false), '总部岗位', 'Given by head office only'),
  dutiesZh: label(z.array(line).min(1).max(20), '岗位职责（中文）', 'Duties in Chinese'),
  dutiesEn: label(z.array(line).min(1).max(20), '岗位职责（英文）', 'Duties in English'),
  certificates: label(
    z.array(z.string().trim().min(1).max(60)).max(20).default([]),
    '所需证书',
    'Certificates asked for',
  ),
  fromDay: label(dayIn(), '生效日', 'In force from'),
  reason: label(text(200), '原因', 'Reason'),
}

const Saved = z.object({ code: shape.code, number: shape.number })

export const postApi = {
  listPosts: operation({
    method: 'GET',
    path: '/team/posts',
    permission: 'self',
    summary: '岗位、职责与编制 · Posts with their duties, who holds them and how many may',
  })
    .input(z.object({ on: label(dayIn().optional(), '截至', 'As on') }))
    .output(
      z.array(
        z.object({
          ...shape,
          people: label(z.number().int(), '在岗人数', 'People who hold it'),
          seats: label(z.number().int(), '编制', 'Headcount'),
          vacancies: label(z.number().int(), '空缺', 'Vacancies'),
        }),
      ),
    ),
  getPost: operation({
    method: 'GET',
    path: '/team/posts/{code}',
    permission: 'team.person.read',
    summary: '岗位说明与历次版本 · A post with every version of its description',
    refuses: ['team.post_not_found'],
  })
    .input(z.object({ code: postIn }))
    .output(
      z.object({
        ...shape,
        versions: label(
          z.array(
            z.object({
              ...shape,
              reason: label(z.string(), '原因', 'Reason'),
              madeByName: label(z.string(), '制定人', 'Who wrote it'),
              madeAt: label(instantOut(), '制定时间', 'When it was written'),
            }),
          ),
          '历次版本',
          'Versions',
        ),
      }),
    ),
  addPost: operation({
    method: 'POST',
    path: '/team/posts',
    permission: 'team.post.write',
    summary: '新增岗位 · Add a post with its duties',
    description: 'The code never changes. What the post may do is given by its roles.',
    refuses: ['team.post_taken', 'team.retroactive'],
  })
    .input(z.object({ code: postIn, ...description }))
    .output(Saved),
  changePost: operation({
    method: 'POST',
    path: '/team/posts/{code}/change',
    permission: 'team.post.write',
    summary: '修订岗位说明 · Write the next version of a post',
    refuses: ['team.post_not_found', 'team.stale', 'team.retroactive', 'team.founding_post', 'team.post_in_use'],
  })
    .input(
      z.object({
        code: postIn,
        number: label(z.number().int(), '所据版本', 'Version it follows'),
        ...description,
        retired: label(z.boolean().default(false), '停用', 'Retired'),
      }),
    )
    .output(Saved),
  setSeats: operation({
    method: 'POST',
    path: '/team/seats',
    permission: 'team.post.write',
    summary: '核定编制 · Set how many of a post a group may have from a day on',
    refuses: ['team.post_not_found', 'team.group_not_found', 'team.retroactive'],
  })
    .input(
      z.object({
        groupId: label(id('group'), '小组', 'Group'),
        post: postIn,
        seats: label(z.number().int().min(0).max(999), '编制', 'Headcount'),
        fromDay: label(dayIn(), '生效日', 'Effective day'),
        reason: label(text(200), '原因', 'Reason'),
      }),
    )
    .output(z.object({ id: idOut('group') })),
}
