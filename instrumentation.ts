export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { keepFeedHeaders } = await import('./app/feeds/headers')
    keepFeedHeaders()
    const { openProduct } = await import('./db/open')
    await openProduct()
  }
}
