/** What a table scrolls in, as Ant Design names it. */
const scrollers = '.ant-table-content, .ant-table-body'

/**
 * Gives a table that is wider than its place a stop on the keyboard's way, so that the arrow keys push it along; one that fits
 * has none. Ant Design has no property for it. Place and table are watched for their size, which letters that come late and a
 * narrower window change without a change of the document. Returns what ends the watch.
 */
export function keepTablesReachable(): () => void {
  const known = new WeakSet<Element>()
  const sizes = new ResizeObserver(entries => {
    for (const place of new Set(entries.map(({ target }) => target.closest<HTMLElement>(scrollers)))) {
      if (!place) continue
      const wider = place.scrollWidth > place.clientWidth + 1
      if (wider && !place.hasAttribute('tabindex')) place.tabIndex = 0
      else if (!wider && place.getAttribute('tabindex') === '0') place.removeAttribute('tabindex')
    }
  })
  let waiting: number | undefined
  const find = () => {
    waiting = undefined
    for (const node of document.querySelectorAll(`:is(${scrollers}), :is(${scrollers}) > table`)) {
      if (known.has(node)) continue
      known.add(node)
      sizes.observe(node)
    }
  }
  // Once a frame, before its layout: the sizes are told in the same frame.
  const watch = new MutationObserver(() => {
    waiting ??= requestAnimationFrame(find)
  })
  watch.observe(document.body, { childList: true, subtree: true })
  find()
  return () => {
    if (waiting !== undefined) cancelAnimationFrame(waiting)
    watch.disconnect()
    sizes.disconnect()
  }
}
