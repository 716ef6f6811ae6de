const loopback = /^(localhost|[a-z0-9-]+\.localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/

/** Whether a URL's host is this machine itself, by any of its names. */
export const isLoopback = (url: URL) => loopback.test(url.hostname)

/** Reads a URL, or null. */
function urlOf(text: string | null): URL | null {
  return text && URL.canParse(text) ? new URL(text) : null
}

/**
 * Whether a changing request to identity comes from our own pages, or from a program that is no browser. Ours is the
 * configured address, or the very loopback address the request came to; another port of this machine is a stranger.
 */
export function fromOurPages(request: Request, baseUrl: string | undefined): boolean {
  const { headers } = request
  const named = headers.get('origin') ?? headers.get('referer')
  if (named !== null) {
    const origin = urlOf(named)?.origin
    const to = new URL(request.url)
    return (
      origin !== undefined && (origin === urlOf(baseUrl ?? null)?.origin || (isLoopback(to) && origin === to.origin))
    )
  }
  // A browser names where it comes from; what carries cookies or fetch metadata without a name is not to be trusted.
  const site = headers.get('sec-fetch-site')
  return !headers.has('cookie') && (site === null || site === 'same-origin' || site === 'none')
}
