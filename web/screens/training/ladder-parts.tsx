import { useQuery } from '@tanstack/react-query'
import { Tag, Typography } from 'antd'
import { api, type client } from '../../client.ts'
import { useWords } from '../../settings.tsx'
import { useFigure } from './career-parts.tsx'
import { useName } from './parts.tsx'

export type Ladder = Awaited<ReturnType<typeof client.training.listLadders>>[number]
export type Step = Ladder['steps'][number]

/** What is to be named in a step: the catalogues it refers to. */
export function useCatalogues() {
  const skills = useQuery(api.training.listSkills.queryOptions())
  const kinds = useQuery(api.training.listCertificateKinds.queryOptions())
  return { skills: skills.data?.skills ?? [], results: skills.data?.results ?? [], kinds: kinds.data ?? [] }
}

/** What a step asks for, one line each, as the reader's language says it. */
export function useAsks() {
  const t = useWords()
  const name = useName()
  const figure = useFigure()
  const { skills, results, kinds } = useCatalogues()
  const called = (list: { code: string; name: string; nameEn: string }[], code: string) => {
    const found = list.find(one => one.code === code)
    return found ? name(found) : code
  }
  return (step: Step): string[] => [
    ...(step.months > 0
      ? [`${t('training.line.months')} ${t('training.at-least', { value: figure('months', String(step.months)) })}`]
      : []),
    ...step.certificates.map(code => `${t('training.certificate')} ${called(kinds, code)}`),
    ...step.skills.map(
      skill =>
        `${called(skills, skill.code)} ${t('training.at-least', { value: figure('rating', String(skill.rating)) })}`,
    ),
    ...step.results.map(result => {
      const source = results.find(one => one.code === result.source)
      return `${called(results, result.source)} ${t(
        source?.better === 'less' ? 'training.at-most' : 'training.at-least',
        {
          value: figure(source?.unit ?? 'count', result.bound),
        },
      )} (${t('training.over-months', { months: result.months })})`
    }),
  ]
}

/** One step with what it asks for; a line the version before did not have is marked, and one it had is struck out. */
export function StepView({ step, before }: { step: Step; before?: Step | null }) {
  const t = useWords()
  const name = useName()
  const asksOf = useAsks()
  const asks = asksOf(step)
  const earlier = before ? asksOf(before) : []
  const gone = earlier.filter(ask => !asks.includes(ask))
  const title = (one: Step) => `${t(`team.post.${one.post}`)} · ${t(`training.level.${one.level}`)}`
  return (
    <>
      <strong>{name(step)}</strong> <Typography.Text type="secondary">{title(step)}</Typography.Text>{' '}
      {before && title(before) !== title(step) && (
        <Typography.Text type="secondary" delete>
          {title(before)}
        </Typography.Text>
      )}
      {before === null && <Tag color="green">{t('training.ladder-added')}</Tag>}
      {asks.length + gone.length === 0 ? (
        <div>
          <Typography.Text type="secondary">{t('training.no-requirements')}</Typography.Text>
        </div>
      ) : (
        <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
          {asks.map(ask => (
            <li key={ask}>
              {ask} {before && !earlier.includes(ask) && <Tag color="green">{t('training.ladder-added')}</Tag>}
            </li>
          ))}
          {gone.map(ask => (
            <li key={ask}>
              <Typography.Text type="secondary" delete>
                {ask}
              </Typography.Text>{' '}
              <Tag color="red">{t('training.ladder-dropped')}</Tag>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
