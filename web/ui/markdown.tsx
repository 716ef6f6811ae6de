import { Typography } from 'antd'
import type { ReactNode } from 'react'

/**
 * Text as people write it: `#` headings, `-` and `1.` lists, `>` quotes, `|` tables, `---`, and **bold**, *slanted*, `code` within
 * a line. It builds elements and never HTML, so that no text can bring a script along; links are left as text.
 */
export function Markdown({ text }: { text: string }) {
  return <div style={{ lineHeight: 1.8, overflowWrap: 'anywhere' }}>{blocksOf(text).map(block)}</div>
}

type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'list' | 'numbers'; items: string[] }
  | { kind: 'quote' | 'paragraph'; text: string }
  | { kind: 'table'; rows: string[][] }
  | { kind: 'line' }

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  const last = () => blocks.at(-1)
  let open = false
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim()
    const heading = /^(#{1,4})\s+(.+)$/.exec(line)
    const bullet = /^[-*]\s+(.+)$/.exec(line)
    const number = /^\d+[.、)]\s*(.+)$/.exec(line)
    const before = last()
    if (line === '') {
      open = false
      continue
    }
    if (heading) blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! })
    else if (/^-{3,}$/.test(line)) blocks.push({ kind: 'line' })
    else if (bullet) push(blocks, before, 'list', bullet[1]!, open)
    else if (number) push(blocks, before, 'numbers', number[1]!, open)
    else if (line.startsWith('|')) {
      if (/^[|\s:-]+$/.test(line)) continue
      const cells = line
        .replace(/^\||\|$/g, '')
        .split('|')
        .map(cell => cell.trim())
      if (open && before?.kind === 'table') before.rows.push(cells)
      else blocks.push({ kind: 'table', rows: [cells] })
    } else if (line.startsWith('>')) blocks.push({ kind: 'quote', text: line.replace(/^>\s*/, '') })
    else if (open && before?.kind === 'paragraph') before.text += `\n${line}`
    else blocks.push({ kind: 'paragraph', text: line })
    open = true
  }
  return blocks
}

function push(blocks: Block[], before: Block | undefined, kind: 'list' | 'numbers', item: string, open: boolean) {
  if (open && before?.kind === kind) before.items.push(item)
  else blocks.push({ kind, items: [item] })
}

function block(one: Block, index: number): ReactNode {
  switch (one.kind) {
    case 'heading':
      return (
        <Typography.Title key={index} level={one.level < 3 ? 3 : 4} style={{ fontSize: one.level < 3 ? 17 : 15 }}>
          {words(one.text)}
        </Typography.Title>
      )
    case 'list':
    case 'numbers': {
      const List = one.kind === 'list' ? 'ul' : 'ol'
      return (
        <List key={index} style={{ paddingInlineStart: 22, margin: '8px 0' }}>
          {one.items.map(item => (
            <li key={item}>{words(item)}</li>
          ))}
        </List>
      )
    }
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page is scrolled by keyboard
        <div key={index} style={{ overflowX: 'auto', margin: '10px 0' }} tabIndex={0}>
          <table className="plain-table">
            <thead>
              <tr>
                {one.rows[0]!.map(cell => (
                  <th key={cell}>{words(cell)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {one.rows.slice(1).map(row => (
                <tr key={row.join('|')}>
                  {row.map((cell, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row do not reorder
                    <td key={at}>{words(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
    case 'quote':
      return (
        <blockquote
          key={index}
          style={{ margin: '10px 0', padding: '4px 14px', borderInlineStart: '3px solid #8fb4ef', opacity: 0.9 }}
        >
          {words(one.text)}
        </blockquote>
      )
    case 'line':
      return <hr key={index} style={{ border: 0, borderTop: '1px solid rgba(128,128,128,0.25)' }} />
    case 'paragraph':
      return (
        <p key={index} style={{ margin: '8px 0', whiteSpace: 'pre-line' }}>
          {words(one.text)}
        </p>
      )
  }
}

function words(text: string): ReactNode[] {
  return text.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/).map((part, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not reorder
    if (/^\*\*.+\*\*$/.test(part)) return <strong key={index}>{part.slice(2, -2)}</strong>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not reorder
    if (/^\*.+\*$/.test(part)) return <em key={index}>{part.slice(1, -1)}</em>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not reorder
    if (/^`.+`$/.test(part)) return <code key={index}>{part.slice(1, -1)}</code>
    return part
  })
}
