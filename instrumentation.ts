export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { keepFeedHeaders } = await import('./app/_http/feed-headers')
    keepFeedHeaders()
    const { openProduct } = await import('./server/open')
    await openProduct()
    const { openFront } = await import('./server/front')
    const { atFront } = await import('./server/doors')
    openFront(atFront)
    const { startClosing } = await import('./lib/activity/status.commands')
    startClosing(error => console.error('Rolls that are due to close by themselves stayed open:', error))
    const { readConfig } = await import('./lib/core/config')
    const config = readConfig()
    // The only outgoing request of this server, and only if a mail server is configured.
    if (config.SMTP_URL) {
      const { startReminders } = await import('./lib/calendar/reminders/reminder.commands')
      startReminders(config)
    }
  }
}
