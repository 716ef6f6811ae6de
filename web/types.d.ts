/// <reference types="vite/client" />

declare module 'subset-font' {
  /** Cuts a font to the characters of `text`. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { targetFormat: 'woff2' | 'sfnt' | 'truetype' },
  ): Promise<Buffer>
}
