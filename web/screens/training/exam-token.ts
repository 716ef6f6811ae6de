/** The secret of the window an exam is open in: kept for this tab only, so that another tab has to take the exam over. */
const nameOf = (id: string) => `chedai.exam.${id}`

export function keepToken(id: string, token: string): void {
  sessionStorage.setItem(nameOf(id), token)
}

export function tokenOf(id: string): string | null {
  return sessionStorage.getItem(nameOf(id))
}

export function dropToken(id: string): void {
  sessionStorage.removeItem(nameOf(id))
}
