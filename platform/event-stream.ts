const keepOpenMs = 25_000
/** A reader this many events behind has gone without saying so; one who has not opens the stream again. */
const mostBehind = 500

/** Says one event to a reader of a stream; data is one line of text. */
export type Say = (event: string, data: string) => void

/**
 * Server-sent events for one reader: a comment when it is open and every 25 s so that proxies keep it open, and what
 * `begin` says in between. `begin` returns how to end it, called when the reader goes; `close` ends it from our side.
 */
export function eventStream(
  begin: (say: Say, close: () => void) => Promise<() => void>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder()
  let gone = false
  let stop = () => {}
  return new ReadableStream({
    async start(controller) {
      const write = (lines: string) => {
        if (!gone && (controller.desiredSize ?? 0) < -mostBehind) return close()
        try {
          controller.enqueue(text.encode(lines))
        } catch {
          // The reader has gone; the stream's cancel ends the rest.
        }
      }
      const close = () => {
        if (gone) return
        gone = true
        stop()
        controller.close()
      }
      const leave = await begin((event, data) => write(`event: ${event}\ndata: ${data}\n\n`), close)
      write(': open\n\n')
      const timer = setInterval(() => write(': still here\n\n'), keepOpenMs)
      timer.unref()
      stop = () => {
        clearInterval(timer)
        leave()
      }
      if (gone) stop()
    },
    cancel() {
      gone = true
      stop()
    },
  })
}

export const eventStreamHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}
