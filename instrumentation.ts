export async function register() {
  // Under `npm run dev` server/start.ts has started the product: compiled by Next it would be a third of the wait for
  // the first page.
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.NODE_ENV === 'production') {
    const { startProduct } = await import('./server/product')
    await startProduct()
  }
}
