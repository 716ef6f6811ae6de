let base = 'http://127.0.0.1:8787'

/** Where this house's pages are, for the links in what it sends. */
export function useBase(url: string): void {
  base = url.replace(/\/$/, '')
}

/** The address of one of the house's pages. */
export const pageAt = (path: string): string => `${base}${path}`
