/** What a table scrolls in, as Ant Design names it. */
const scrollers = '.ant-table-content, .ant-table-body'

/**
 * Gives a table that is wider than its place a stop on the keyboard's way, so that the arrow keys push it along; one that fits
 * has none. Ant Design has no property for it. Returns what ends the watch.
 */
export function keepTablesReachable(): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    waiting = undefined
    for (const node of document.querySelectorAll<HTMLElement>(scrollers)) {
      const wider = node.scrollWidth > node.clientWidth + 1
      if (wider && !node.hasAttribute('tabindex')) node.tabIndex = 0
      else if (!wider && node.getAttribute('tabindex') === '0') node.removeAttribute('tabindex')
    }
  }
  const soon = () => {
    waiting ??= setTimeout(look, 200)
  }
  const watch = new MutationObserver(soon)
  watch.observe(document.body, { childList: true, subtree: true })
  addEventListener('resize', soon)
  soon()
  return () => {
    clearTimeout(waiting)
    watch.disconnect()
    removeEventListener('resize', soon)
  }
}
