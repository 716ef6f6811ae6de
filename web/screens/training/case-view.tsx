import { Alert, Flex, Tag, Typography } from 'antd'
import type { CaseOutcome, CaseReason, CaseVerdict } from '../../../modules/training/case-study.ts'
import { useWords } from '../../settings.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { Markdown } from '../../ui/markdown.tsx'

/** A case as it lay on the desk: the story and the facts, nothing of what came after. */
export function CaseFacts({ study }: { study: { title: string; story: string; facts: Record<string, string> } }) {
  return (
    <Flex vertical gap={8}>
      <Typography.Text strong>{study.title}</Typography.Text>
      <Markdown text={study.story} />
      <DefinitionList items={Object.entries(study.facts).map(([label, value]) => ({ label, value }))} />
    </Flex>
  )
}

type Solution = {
  policyVerdict: CaseVerdict
  policyReasons: CaseReason[]
  policyNote: string
  outcome: CaseOutcome
  outcomeNote: string
}

/** What policy says about a case and how the loan went on. */
export function CaseSolution({ solution }: { solution: Solution }) {
  const t = useWords()
  return (
    <Alert
      type="info"
      title={
        <Flex gap={6} wrap align="center">
          <strong>{t('training.case-policy')}</strong>
          <Tag color="blue">{t(`training.verdict.${solution.policyVerdict}`)}</Tag>
          {solution.policyReasons.map(reason => (
            <Tag key={reason}>{t(`training.reason.${reason}`)}</Tag>
          ))}
        </Flex>
      }
      description={
        <>
          <Markdown text={solution.policyNote} />
          <div>
            <strong>{t('training.case-outcome')}</strong> {t(`training.outcome.${solution.outcome}`)}
            {solution.outcomeNote ? ` · ${solution.outcomeNote}` : ''}
          </div>
        </>
      }
    />
  )
}
