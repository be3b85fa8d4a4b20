export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { openProduct } = await import('./db/open')
    await openProduct()
  }
}
