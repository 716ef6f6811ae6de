/** What this browser keeps of a person's choices; null where it keeps nothing. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`chedai.${name}`)
  } catch {
    return null
  }
}

/** Keeps a choice; a browser that keeps nothing still works, and the choice lasts until the page is left. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`chedai.${name}`, value)
  } catch {}
}
