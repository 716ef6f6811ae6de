/// <reference types="vite/client" />

declare module 'virtual:operations' {
  const operations: typeof import('#app/contract').contract
  export default operations
}

declare module 'virtual:operation-names' {
  const names: { summaries: Readonly<Record<string, string>>; permissions: readonly string[] }
  export default names
}

declare module 'virtual:refusals/*' {
  const words: Readonly<Record<string, string>>
  export default words
}

declare module 'virtual:page-words/*' {
  const words: Readonly<Record<string, string>>
  export default words
}

declare module 'virtual:words/*' {
  const words: Readonly<Record<string, string>>
  export default words
}

declare module 'subset-font' {
  /** Cuts a font to the characters of `text`. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { targetFormat: 'woff2' | 'sfnt' | 'truetype' },
  ): Promise<Buffer>
}
