import { useQuery } from '@tanstack/react-query'
import { api } from '../../client.ts'
import { useSettings } from '../../settings.tsx'

/** Every post with its duties, as the screens of the team need it. */
export const usePosts = () => useQuery(api.team.listPosts.queryOptions({ input: {}, staleTime: 60_000 }))

/** The name of a post: a word of the program, or what the installation called the post it added. */
export function usePostName(): (code: string | null | undefined) => string {
  const { t, language } = useSettings()
  const posts = usePosts()
  return code => {
    if (!code) return '—'
    const key = `team.post.${code}`
    const word = t(key)
    if (word !== key) return word
    const post = posts.data?.find(one => one.code === code)
    return post ? (language === 'zh' ? post.zh : post.en) : code
  }
}
