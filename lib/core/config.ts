import { z } from 'zod'

const flag = z
  .enum(['0', '1'], { error: 'must be 0 or 1' })
  .default('0')
  .transform(value => value === '1')

const smtp = z
  .string()
  .refine(isSmtpUrl, { error: 'must be an address such as smtp://user:password@mail.example.cn:587' })
const sender = z
  .string()
  .regex(/^([^<>\r\n]+<)?[^<>\s@]+@[^<>\s@]+>?$/, { error: 'must be an e-mail address, or Name <address>' })

/** Every setting that comes from the environment; the table in docs/operating.md lists the same names. */
const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|libsql:\/\/.+|https?:\/\/.+)$/, {
      error: 'must begin with file:, libsql://, http:// or https://',
    })
    .default('file:./data/xuefa.db'),
  DATABASE_AUTH_TOKEN: z.string().optional(),
  FILES_DIR: z.string().optional(),
  PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  APP_URL: z
    .url({ protocol: /^https?$/, error: 'must be a full address such as https://xuefa.example.cn' })
    .optional(),
  SMTP_URL: smtp.optional(),
  MAIL_FROM: sender.optional(),
  ALLOW_HTTP: flag,
  ALLOW_DEMO: flag,
  XUEFA_TEST: flag,
  XUEFA_NOW: z.iso
    .datetime({ offset: true, error: 'must be an instant such as 2026-03-10T09:00:00+08:00' })
    .optional(),
})

export type Config = z.infer<typeof schema>

/** Reads and checks the environment. Throws with one line for each variable: its name and what is wrong. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const named = Object.fromEntries(Object.keys(schema.shape).map(name => [name, env[name] || undefined]))
  const parsed = schema.safeParse(named)
  const lines = parsed.success
    ? []
    : parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  if (named.SMTP_URL && !named.MAIL_FROM)
    lines.push('MAIL_FROM: is needed with SMTP_URL: the address that reminders come from')
  if (parsed.success && lines.length === 0) return parsed.data
  throw new Error(`The configuration is not usable.\n${lines.join('\n')}`)
}

function isSmtpUrl(text: string): boolean {
  try {
    const { protocol, hostname, pathname, search } = new URL(text)
    return /^smtps?:$/.test(protocol) && hostname !== '' && /^\/?$/.test(pathname) && search === ''
  } catch {
    return false
  }
}

/** Whether a server that listens on `host` can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1'].includes(host)
}
