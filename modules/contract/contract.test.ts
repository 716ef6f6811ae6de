import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import fc from 'fast-check'
import subsetFont from 'subset-font'
import { describe, expect, it } from 'vitest'
import { day } from '#lib/day'
import { type Money, parseYuan } from '#lib/money'
import type { Refusal } from '#lib/refusal'
import { amountInWords } from './amount-in-words.ts'
import { contractFacts, grouped } from './content.ts'
import { type Acceptance, checkAcceptance, contractNumber } from './contract.ts'
import { contractDocument } from './contract-document.ts'
import { defaultTemplate } from './default-template.ts'
import { charactersOf, coverageOf, standIn, withStandIns } from './glyphs.ts'
import { contractHoles } from './holes.ts'
import { sampleContent } from './sample-content.ts'
import { chineseNumber, type TemplateBody, templateFaults, textsOf } from './template.ts'

const yuan = (text: string) => parseYuan(text) as Money
const sample = () => sampleContent(defaultTemplate.lender, day('2026-03-02'), key => key)

describe('an amount in words', () => {
  it('is written as on bills', () => {
    const written: [string, string][] = [
      ['0', '人民币零元整'],
      ['0.05', '人民币伍分'],
      ['0.50', '人民币伍角整'],
      ['1409.50', '人民币壹仟肆佰零玖元伍角整'],
      ['6007.14', '人民币陆仟零柒元壹角肆分'],
      ['1680.32', '人民币壹仟陆佰捌拾元叁角贰分'],
      ['107000.53', '人民币壹拾万柒仟元伍角叁分'],
      ['16409.02', '人民币壹万陆仟肆佰零玖元零贰分'],
      ['325.04', '人民币叁佰贰拾伍元零肆分'],
      ['128000', '人民币壹拾贰万捌仟元整'],
      ['10000000', '人民币壹仟万元整'],
      ['100000001', '人民币壹亿零壹元整'],
      ['100010000', '人民币壹亿零壹万元整'],
      ['20300400', '人民币贰仟零叁拾万零肆佰元整'],
    ]
    for (const [amount, words] of written) expect(amountInWords(yuan(amount)), amount).toBe(words)
  })

  it('reads back to the same amount, whatever it is', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 14n - 1n), amount => {
        expect(readBack(amountInWords(amount as Money))).toBe(amount)
        expect(amountInWords(amount as Money)).not.toMatch(/零零|零元[^整]|零角/)
      }),
      { numRuns: 3000 },
    )
  })
})

/** Reads capital numerals independently of how they were written. */
function readBack(text: string): bigint {
  const digit = (character: string) => BigInt('零壹贰叁肆伍陆柒捌玖'.indexOf(character))
  let total = 0n
  let section = 0n
  let last = 0n
  for (const character of text.replace('人民币', '').replace('整', '')) {
    const place = { 拾: 10n, 佰: 100n, 仟: 1000n }[character]
    if (place) {
      section += last * place
      last = 0n
    } else if (character === '万' || character === '亿') {
      section += last
      last = 0n
      if (character === '亿') total = (total + section) * 10n ** 8n
      else total += section * 10n ** 4n
      section = 0n
    } else if (character === '元') {
      total += section + last
      section = 0n
      last = 0n
    } else if (character === '角') {
      total = total * 100n + last * 10n
      return total + readFen(text)
    } else if (character === '分') {
      return total * 100n + last
    } else last = digit(character)
  }
  return total * 100n
}

function readFen(text: string): bigint {
  const match = /角(.)分$/.exec(text)
  return match ? BigInt('零壹贰叁肆伍陆柒捌玖'.indexOf(match[1]!)) : 0n
}

describe('a template', () => {
  const body = (change: Partial<TemplateBody>): TemplateBody => ({ ...defaultTemplate, ...change })

  it('of a new installation has no fault and fills every hole', () => {
    expect(templateFaults(defaultTemplate)).toEqual([])
    const facts = contractFacts(sample())
    expect(Object.keys(facts).sort()).toEqual([...contractHoles].sort())
    const printed = JSON.stringify(contractDocument(defaultTemplate, sample()).content)
    expect(printed).not.toMatch(/\{\w+\}|undefined|null,|NaN/)
    expect(textsOf(defaultTemplate).length).toBeGreaterThan(30)
  })

  it('may not name what nothing fills, nor leave out what the law wants said', () => {
    expect(templateFaults(body({ notice: ['{simpelRate}'] }))).toEqual([
      { code: 'unknown_hole', where: 'notice.0', hole: 'simpelRate' },
    ])
    const silent = body({
      notice: ['提示'],
      costStatement: ['声明'],
      articles: [{ heading: '一', paragraphs: ['无'] }],
    })
    expect(templateFaults(silent).map(fault => `${fault.code} ${fault.hole}`)).toEqual([
      'missing_hole principalInWords',
      'missing_hole simpleRate',
      'missing_hole penaltyRate',
      'missing_hole vin',
      'missing_hole payeeName',
      'missing_hole allocationOrder',
      'missing_hole rateRule',
    ])
  })

  it('numbers its articles in Chinese', () => {
    expect([1, 9, 10, 11, 20, 21, 99].map(chineseNumber)).toEqual([
      '一',
      '九',
      '十',
      '十一',
      '二十',
      '二十一',
      '九十九',
    ])
  })

  it('says the early settlement rule as it is, or that there is none', () => {
    const rule = (rate: string, freeAfterPeriods: number) =>
      contractFacts({
        ...sample(),
        deal: { ...sample().deal, rules: { penaltyMultiple: '1.5', settlementFee: { rate, freeAfterPeriods } } },
      }).settlementFeeRule
    expect(rule('0.03', 12)).toContain('正常还满12期前提前结清的，借款人按提前归还本金的3.00%支付')
    expect(rule('0', 12)).toContain('不收取提前还款违约金')
    expect(rule('0.03', 0)).toContain('不收取提前还款违约金')
  })

  it('groups thousands and loses no digit', () => {
    expect([grouped(0n), grouped(12_345_678_901n), grouped(-100_000n)]).toEqual(['0.00', '123,456,789.01', '-1,000.00'])
  })
})

describe('an acceptance', () => {
  const acceptance = (change: Partial<Acceptance> = {}): Acceptance => ({
    method: 'in-person',
    sha256: 'a'.repeat(64),
    readSeconds: 30,
    identityChecked: true,
    note: '',
    evidence: {},
    ...change,
  })
  const codeOf = (change: Partial<Acceptance>) => {
    try {
      checkAcceptance(acceptance(change), 'a'.repeat(64), 10)
      return null
    } catch (error) {
      return (error as Refusal).code
    }
  }

  it('is of exactly the file kept, after reading, by a person whose identity was checked', () => {
    expect(codeOf({})).toBeNull()
    expect(codeOf({ readSeconds: 10 })).toBeNull()
    expect(codeOf({ sha256: 'b'.repeat(64) })).toBe('contract.file_stale')
    expect(codeOf({ readSeconds: 9 })).toBe('contract.read_longer')
    expect(codeOf({ identityChecked: false })).toBe('contract.identity_not_checked')
  })

  it('is of a contract whose number follows the application’s', () => {
    expect(contractNumber('A-20260302-0001', 0)).toBe('C-20260302-0001')
    expect(contractNumber('A-20260302-0001', 1)).toBe('C-20260302-0001-2')
  })
})

describe('glyphs', () => {
  const require = createRequire(import.meta.url)
  const folder = path.dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  const whole = readFileSync(path.join(folder, '400Regular/NotoSansSC_400Regular.ttf'))

  it('are known from the font itself, in both kinds of character map', async () => {
    const has = coverageOf(whole)
    for (const character of '汽车贷款䶮𬍛壹贰〓A0') expect(has(character.codePointAt(0)!), character).toBe(true)
    expect(has(0x21619)).toBe(false)
    const cut = coverageOf(await subsetFont(whole, '汽车𬍛', { targetFormat: 'truetype' }))
    expect(['汽', '车', '𬍛', '贷'].map(character => cut(character.codePointAt(0)!))).toEqual([true, true, true, false])
  })

  it('that are missing stand as their code, wherever they are, and are never blank', () => {
    const { value, missing } = withStandIns(
      { text: ['张𡘙', { deep: '𡘙' }], size: 10, none: null },
      code => code !== 0x21619,
    )
    expect(value).toEqual({ text: ['张〓[U+21619]', { deep: '〓[U+21619]' }], size: 10, none: null })
    expect(missing).toEqual(['𡘙'])
    expect(standIn('𡘙')).toBe('〓[U+21619]')
  })

  it('are collected from every depth; variant selectors are no characters of their own', () => {
    const found = charactersOf({ content: [{ text: '甲' }, [['乙\u{e0100}']]] })
    expect(found.has('甲') && found.has('乙') && found.has('〓')).toBe(true)
    expect(found.has('\u{e0100}')).toBe(false)
    expect(withStandIns('乙\u{e0100}', () => true)).toEqual({ value: '乙', missing: [] })
  })
})
