import type { Context } from '#platform/context'
import type { Output } from '#platform/operation'
import type { Post } from '#team'
import type { api } from '../api.ts'
import { coursesByKey } from '../store/course.ts'
import { paths, requirements } from '../store/learning.ts'

/** What each post has to learn and to hold. */
export async function listPaths(ctx: Context): Promise<Output<typeof api.listPaths>> {
  const ways = await paths(ctx.sql)
  const courses = await coursesByKey(
    ctx.sql,
    ways.flatMap(way => way.courses.map(one => BigInt(one.courseKey))),
    null,
  )
  const required = await requirements(ctx.sql)
  return {
    paths: ways.map(({ post, level, name, nameEn, revision, courses: listed }) => ({
      post: post as Post,
      level,
      name,
      nameEn,
      revision,
      courses: listed.flatMap(one => {
        const course = courses.get(BigInt(one.courseKey))
        return course
          ? [{ code: course.code, title: course.title, titleEn: course.titleEn, withinDays: one.withinDays }]
          : []
      }),
    })),
    certificates: [...new Set(required.map(line => line.post))].map(post => ({
      post: post as Post,
      codes: required.filter(line => line.post === post).map(line => line.code),
    })),
  }
}
