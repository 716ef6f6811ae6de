import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import subsetFont from 'subset-font'

const root = path.join(import.meta.dirname, '..')
const cache = path.join(root, 'node_modules', '.cache', 'chedai-fonts')
const weights = [
  { weight: 400, file: '400Regular/NotoSansSC_400Regular.ttf' },
  { weight: 600, file: '600SemiBold/NotoSansSC_600SemiBold.ttf' },
]
const sliceSize = 1400

/**
 * Cuts Noto Sans SC to GB 2312 in slices the browser loads as it needs them: the first holds what the screens say, so a
 * page usually loads one file a weight. Made once per set of words, kept in the cache that Vite serves as public files.
 */
export async function ensureFonts(): Promise<void> {
  const slices = slicesOf(spoken())
  const key = createHash('sha256')
    .update(JSON.stringify(slices.map(slice => slice.join(''))) + JSON.stringify(weights))
    .digest('hex')
  const stamp = path.join(cache, 'stamp')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(path.join(cache, 'fonts'), { recursive: true })
  const require = createRequire(import.meta.url)
  const folder = path.dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'))
  const rules: string[] = []
  for (const { weight, file } of weights) {
    const font = readFileSync(path.join(folder, file))
    const made = await Promise.all(slices.map(slice => subsetFont(font, slice.join(''), { targetFormat: 'woff2' })))
    made.forEach((bytes, index) => {
      const name = `noto-${weight}-${index}-${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}.woff2`
      writeFileSync(path.join(cache, 'fonts', name), bytes)
      const range = slices[index]!.map(character => `U+${character.codePointAt(0)!.toString(16)}`).join(',')
      rules.push(
        `@font-face{font-family:"Noto Sans SC Web";font-style:normal;font-weight:${weight};font-display:swap;src:url(/fonts/${name}) format("woff2");unicode-range:${range}}`,
      )
    })
  }
  writeFileSync(path.join(cache, 'fonts', 'fonts.css'), rules.join('\n'))
  writeFileSync(stamp, key)
}

/** Every character the screens, words and demo data say. */
function spoken(): Set<string> {
  const found = new Set<string>(
    ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~¥·–—‘’“”…、。《》「」【】！（），：；？→↑↓≤≥×÷−±％',
  )
  const read = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
        for (const character of readFileSync(path.join(entry.parentPath, entry.name), 'utf8')) found.add(character)
    }
  }
  for (const folder of ['modules', 'platform', 'web/screens', 'web/ui', 'app/demo'])
    if (existsSync(path.join(root, folder))) read(path.join(root, folder))
  return found
}

function slicesOf(first: Set<string>): string[][] {
  const all = gb2312()
  const inFont = new Set([
    ...all,
    ...[...first].filter(character => character.codePointAt(0)! < 0x3000 || /[　-〿＀-￯]/.test(character)),
  ])
  const head = [...first].filter(character => inFont.has(character)).sort()
  const rest = all.filter(character => !first.has(character))
  const slices = [head]
  for (let at = 0; at < rest.length; at += sliceSize) slices.push(rest.slice(at, at + sliceSize))
  return slices
}

/** The 6,763 Chinese characters and the symbols of GB 2312. */
function gb2312(): string[] {
  const decoder = new TextDecoder('gb2312')
  const found: string[] = []
  for (let row = 0xa1; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      const character = decoder.decode(Uint8Array.of(row, cell))
      if (character.length === 1 && character !== '�') found.push(character)
    }
  }
  return found
}
