import { AsyncLocalStorage } from 'node:async_hooks'

// Stands for `next/headers` and `next/cache` where actions are called without Next.

export type Asked = {
  session: string
  /** Between the password and the code. */
  half: string
  origin: string
  locale?: string
  referer?: string
  kept?: Record<string, string>
}

export const asking = new AsyncLocalStorage<Asked>()

export const sentBy = (asked?: Asked) => ({
  host: '127.0.0.1',
  origin: asked?.origin ?? 'http://127.0.0.1',
  ...(asked?.referer ? { referer: asked.referer } : {}),
})

export const headers = async () => new Headers(sentBy(asking.getStore()))

export const cookies = async () => ({
  get: (name: string) => ({
    value: {
      'next-auth.session-token': asking.getStore()?.session,
      'second-step': asking.getStore()?.half,
      locale: asking.getStore()?.locale,
    }[name],
  }),
  set: (name: string, value: string) => {
    const asked = asking.getStore()
    if (asked) asked.kept = { ...asked.kept, [name]: value }
  },
  delete: () => {},
})

export const refresh = () => {}
