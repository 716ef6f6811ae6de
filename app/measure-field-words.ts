import type { Word } from '#lib/words'

/** What the fields of metrics, scores, targets and comparisons mean; as `field-words.ts`. */
export const measureFieldWords: Record<string, Word> = {
  changed: ['变动的条数', 'Rows that changed'],
  come: ['新增的条数', 'Rows that have come'],
  gone: ['减少的条数', 'Rows that are gone'],
  kpiOf: ['考核谁', 'Whose work it measures'],
  levels: ['统计到哪些层级', 'Whom it is told about'],
  maturity: ['何时可计', 'When a row can be counted'],
  metrics: ['指标', 'Metrics'],
  waitsFor: ['等待哪个模块', 'The module it waits for'],
}
