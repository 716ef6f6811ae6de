import { Checkbox, Flex, Input, Radio, Typography } from 'antd'
import {
  type CaseDecision,
  type CaseReason,
  type CaseVerdict,
  caseReasons,
  caseVerdicts,
} from '../../../modules/training/case-study.ts'
import { useWords } from '../../settings.tsx'

/** What is decided on a case: the verdict, the reasons, a sentence. Nothing is sent before there is a verdict. */
export function CaseAnswer({
  answer,
  onGive,
}: {
  answer: CaseDecision | null
  onGive: (decision: CaseDecision, typed?: boolean) => void
}) {
  const t = useWords()
  const now: CaseDecision = answer ?? { verdict: 'escalate', reasons: [], note: '' }
  return (
    <Flex vertical gap={10}>
      <div>
        <Typography.Text strong id="verdict">
          {t('training.your-verdict')}
        </Typography.Text>
        <Radio.Group
          aria-labelledby="verdict"
          style={{ display: 'flex', flexWrap: 'wrap', marginTop: 6 }}
          value={answer?.verdict}
          onChange={event => onGive({ ...now, verdict: event.target.value as CaseVerdict })}
        >
          {caseVerdicts.map(verdict => (
            <Radio key={verdict} value={verdict} style={{ paddingBlock: 6 }}>
              {t(`training.verdict.${verdict}`)}
            </Radio>
          ))}
        </Radio.Group>
      </div>
      <div>
        <Typography.Text strong id="reasons">
          {t('training.your-reasons')}
        </Typography.Text>
        <Checkbox.Group
          aria-labelledby="reasons"
          disabled={answer === null}
          style={{ marginTop: 6, gap: 6 }}
          value={now.reasons}
          options={caseReasons.map(reason => ({ value: reason, label: t(`training.reason.${reason}`) }))}
          onChange={reasons => onGive({ ...now, reasons: reasons as CaseReason[] })}
        />
      </div>
      <Input.TextArea
        disabled={answer === null}
        aria-label={t('training.your-note')}
        placeholder={t('training.your-note')}
        autoSize={{ minRows: 2 }}
        maxLength={1000}
        value={now.note}
        onChange={event => onGive({ ...now, note: event.target.value }, true)}
      />
    </Flex>
  )
}
