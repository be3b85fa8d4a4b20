import { subscribe } from 'node:diagnostics_channel'

/** Header in which the route passes the length of its body. */
export const LENGTH = 'x-body-length'

type Response = { setHeader: (name: string, value: string | string[]) => unknown }
type Started = { request: { url?: string }; response: Response }

/**
 * Next removes Content-Length from the response of a route handler and adds its own Vary. Calendar clients are
 * strict: on this path Content-Length is restored and Vary removed. Patched once, when the server starts.
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
