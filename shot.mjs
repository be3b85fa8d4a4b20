import { chromium } from '@playwright/test'
const [, , who, ...paths] = process.argv
const pw = { MQ021: 'guanli-2023', MQ074: 'jingban-2023', MQ031: 'ganbu-2023' }[who]
const b = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ['--no-sandbox'] })
for (const w of [1280, 390]) {
  const c = await b.newContext({ viewport: { width: w, height: 900 }, locale: 'zh-CN' })
  const p = await c.newPage()
  await p.goto('http://127.0.0.1:4014/sign-in', { timeout: 60000 }); await p.fill('[name=name]', who); await p.fill('[name=password]', pw)
  await Promise.all([p.waitForURL(/home|change|second/, { timeout: 60000 }), p.press('[name=password]', 'Enter')])
  for (const path of paths) { await p.goto('http://127.0.0.1:4014' + path, { timeout: 60000 }); const f = `/tmp/shot-${path.replace(/\W+/g, '_')}-${w}.png`; await p.screenshot({ path: f, fullPage: true }); console.log(f, await p.evaluate(() => document.documentElement.scrollWidth)) }
  await c.close()
}
await b.close()
