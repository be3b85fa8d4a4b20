import { z } from 'zod'

/** What is wrong with a setting, in both languages. */
const fault = (zh: string, en: string) => ({ error: `${zh}\n${en}` })

const flag = z
  .enum(['0', '1'], fault('要写 0 或 1', 'must be 0 or 1'))
  .default('0')
  .transform(value => value === '1')

const smtp = z
  .string()
  .refine(
    isSmtpUrl,
    fault(
      '要写成 smtp://user:password@mail.example.cn:587 这样的地址',
      'must be an address such as smtp://user:password@mail.example.cn:587',
    ),
  )
const port = fault('要写 0 至 65535 的端口号', 'must be a port number')
const sender = z
  .string()
  .regex(
    /^([^<>\r\n]+<)?[^<>\s@]+@[^<>\s@]+>?$/,
    fault('要写邮箱地址，或者 名称 <地址>', 'must be an e-mail address, or Name <address>'),
  )

/** Every setting that comes from the environment; the table in docs/operating.md lists the same names. */
const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(
      /^(file:.+|libsql:\/\/.+|https?:\/\/.+)$/,
      fault(
        '要以 file:、libsql://、http:// 或 https:// 开头',
        'must begin with file:, libsql://, http:// or https://',
      ),
    )
    .default('file:./data/xuefa.db'),
  DATABASE_AUTH_TOKEN: z.string().optional(),
  FILES_DIR: z.string().optional(),
  BACKUP_DIR: z.string().optional(),
  PORT: z.coerce.number(port).int(port).min(0, port).max(65535, port).default(3000),
  HOST: z.string().default('127.0.0.1'),
  APP_URL: z
    .url({
      protocol: /^https?$/,
      ...fault(
        '要写完整的网址，例如 https://xuefa.example.cn',
        'must be a full address such as https://xuefa.example.cn',
      ),
    })
    .optional(),
  SMTP_URL: smtp.optional(),
  MAIL_FROM: sender.optional(),
  ALLOW_HTTP: flag,
  ALLOW_DEMO: flag,
  XUEFA_TEST: flag,
  XUEFA_NOW: z.iso
    .datetime({
      offset: true,
      ...fault(
        '要写成 2026-03-10T09:00:00+08:00 这样的时刻',
        'must be an instant such as 2026-03-10T09:00:00+08:00',
      ),
    })
    .optional(),
})

export type Config = z.infer<typeof schema>

/** A setting that cannot be used: two lines, Chinese and English, with the names of all that are wrong. */
export class ConfigRefused extends Error {
  override name = 'ConfigRefused'
  constructor(faults: { name: string; zh: string; en: string }[]) {
    const zh = faults.map(each => `${each.name} ${each.zh}`).join('；')
    const en = faults.map(each => `${each.name} ${each.en}`).join('; ')
    super(
      `配置不能用：${zh}。请改正后再启动。\nThe configuration is not usable: ${en}. Correct it and start again.`,
    )
  }
}

/** Reads and checks the environment. Throws ConfigRefused. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const named = Object.fromEntries(Object.keys(schema.shape).map(name => [name, env[name] || undefined]))
  const parsed = schema.safeParse(named)
  const faults = (parsed.error?.issues ?? []).map(issue => {
    const [zh = '', en = zh] = issue.message.split('\n')
    return { name: issue.path.join('.'), zh, en }
  })
  if (named.SMTP_URL && !named.MAIL_FROM)
    faults.push({
      name: 'MAIL_FROM',
      zh: '也要写：设了 SMTP_URL 就要有发件地址',
      en: 'is needed with SMTP_URL: the address that reminders come from',
    })
  if (parsed.success && faults.length === 0) return parsed.data
  throw new ConfigRefused(faults)
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
