import type { Instrumentation } from 'next'

export async function register() {
  // Under `npm run dev` server/start.ts has started the product: compiled by Next it would be a third of the wait for
  // the first page.
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.NODE_ENV === 'production') {
    const { startProduct } = await import('./server/product')
    await startProduct()
  }
}

/** Next prints the error itself (server/error-line.ts sees to its values); this line says on which page it was. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, { routePath }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NODE_ENV !== 'production') return
  const { errorLine } = await import('./server/error-line')
  console.error(errorLine(error, { what: 'page', method, route: routePath }))
}
