import { z } from 'zod'
import { dayOut, id, idOut, instantOut, label, text } from '#lib/fields'
import { operation } from '#lib/operation'
import { postCode } from '#team/api'
import { covers, readinesses } from './career.ts'
import { LineShape } from './career-api.ts'

export const successionApi = {
  listKeyPosts: operation({
    method: 'GET',
    path: '/training/key-posts',
    permission: 'training.succession.read',
    summary: '关键岗位继任 · Key posts, who holds them, who could follow and what they lack',
  }).output(
    z.array(
      z.object({
        id: idOut('keypost'),
        post: z.string(),
        groupId: idOut('group'),
        groupName: z.string(),
        branchName: z.string(),
        note: z.string(),
        cover: z.enum(covers),
        holders: z.array(z.object({ personId: idOut('person'), personName: z.string(), since: dayOut() })),
        successors: z.array(
          z.object({
            personId: idOut('person'),
            personName: z.string(),
            post: z.string(),
            readiness: z.enum(readinesses),
            note: z.string(),
            namedByName: z.string().nullable(),
            namedAt: instantOut(),
            ladder: z.string().nullable(),
            step: z.string().nullable(),
            asked: z.number().int(),
            gaps: z.array(LineShape),
          }),
        ),
      }),
    ),
  ),
  addKeyPost: operation({
    method: 'POST',
    path: '/training/key-posts',
    permission: 'training.succession.write',
    summary: '设为关键岗位 · Keep a group’s post as a key post',
    refuses: ['training.group_not_found', 'training.key_post_taken'],
  })
    .input(
      z.object({
        post: label(postCode, '岗位', 'Post'),
        groupId: label(id('group'), '小组', 'Group'),
        note: label(text(300), '为何关键', 'Why it is a key post'),
      }),
    )
    .output(z.object({ id: idOut('keypost') })),
  endKeyPost: operation({
    method: 'POST',
    path: '/training/key-posts/{id}/end',
    permission: 'training.succession.write',
    summary: '取消关键岗位 · A post is a key post no more',
    refuses: ['training.key_post_not_found'],
  })
    .input(z.object({ id: id('keypost') }))
    .output(z.object({ id: idOut('keypost') })),
  nameSuccessor: operation({
    method: 'POST',
    path: '/training/key-posts/{id}/successors',
    permission: 'training.succession.write',
    summary: '提名继任人 · Name who could follow, or say anew how ready they are',
    refuses: ['training.key_post_not_found', 'training.person_not_found', 'training.own_succession'],
  })
    .input(
      z.object({
        id: id('keypost'),
        personId: label(id('person'), '继任人', 'Successor'),
        readiness: label(z.enum(readinesses), '准备程度', 'How ready'),
        note: label(text(300), '说明', 'Remark'),
      }),
    )
    .output(z.object({ id: idOut('keypost') })),
  dropSuccessor: operation({
    method: 'POST',
    path: '/training/key-posts/{id}/successors/{personId}/drop',
    permission: 'training.succession.write',
    summary: '移除继任人 · Somebody is named for a key post no more',
    refuses: ['training.key_post_not_found', 'training.person_not_found'],
  })
    .input(z.object({ id: id('keypost'), personId: id('person') }))
    .output(z.object({ id: idOut('keypost') })),
}
