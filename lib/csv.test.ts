import { describe, expect, it } from 'vitest'
import { csvLine } from './csv.ts'

describe('a line of comma-separated text', () => {
  it('quotes what holds a mark of the format', () => {
    expect(csvLine(['工商银行', 'a,b', 'say "hi"', 'two\nlines', ''])).toBe('工商银行,"a,b","say ""hi""","two\nlines",')
  })

  it('lets no free text become a formula, and leaves figures as they are', () => {
    for (const text of ['=1+1', '+86', '-2+3', '@SUM(A1)', '\tx', '＝1+1', '-1|cmd', '-', '- 某银行'])
      expect(csvLine([text])).toBe(`'${text}`)
    expect(csvLine(['=HYPERLINK("http://x","y")'])).toBe(`"'=HYPERLINK(""http://x"",""y"")"`)
    expect(csvLine(['\r=1'])).toBe(`"'\r=1"`)
    for (const text of ['-12.30', '-1,234.50', '-3.2 %', '-.5', '12.00', '6222020000001234567', '—'])
      expect(csvLine([text])).toBe(text.includes(',') ? `"${text}"` : text)
  })
})
