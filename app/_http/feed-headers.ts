import { subscribe } from 'node:diagnostics_channel'

/** In which the route says how long its body is. */
export const LENGTH = 'x-body-length'

type Response = { setHeader: (name: string, value: string | string[]) => unknown }
type Started = { request: { url?: string }; response: Response }

/**
 * Next takes Content-Length out of what a route answers and adds a Vary of its own. Calendar programs are strict:
 * on this path the length stands, and nothing is negotiated. Asked for once, when the server starts.
 */
export function keepFeedHeaders(): void {
  subscribe('http.server.request.start', message => {
    const { request, response } = message as Started
    if (!request.url?.startsWith('/feeds/')) return
    const set = response.setHeader.bind(response)
    response.setHeader = (name, value) => {
      if (name.toLowerCase() === 'vary') return response
      return set(name.toLowerCase() === LENGTH ? 'content-length' : name, String(value))
    }
  })
}
