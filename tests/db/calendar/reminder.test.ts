import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { sql } from 'drizzle-orm'
import { generate } from 'selfsigned'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/db/client'
import { write } from '@/db/write'
import { moveActivity } from '@/lib/activity/status.commands'
import {
  fillReminders,
  type Mailer,
  mailerFor,
  saveEmail,
  sendDueReminders,
} from '@/lib/calendar/reminders/reminder.commands'
import { now } from '@/lib/core/clock'
import { atTime, closeWorld, hasActivity, openWorld, type World } from '../../world'

let world: World
let smtp: TinySmtp
let mailer: Mailer

beforeAll(async () => {
  world = await openWorld()
})
afterAll(closeWorld)

beforeEach(async () => {
  atTime('2023-03-14T08:00:00+08:00')
  smtp = await tinySmtp()
  mailer = mailerFor({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, MAIL_FROM: '学法日历 <xuefa@example.cn>' })
  await write(async tx => {
    await tx.run(sql`delete from reminder`)
    await tx.run(sql`update activity set status = 'cancelled'`)
  })
  await saveEmail(world.viewers.cadre, { email: 'wu@example.cn' })
  await saveEmail(world.viewers.leader, { email: null })
})
afterEach(() => smtp.close())

const study = (title = '民法典学习') =>
  hasActivity(world.viewers.organiser, { title, day: '2023-03-15', starts: '15:00', place: '三楼会议室' })
const states = () =>
  db.all<{ state: string; tries: number; fault: string | null }>(
    sql`select state, tries, fault from reminder`,
  )
const round = async () => {
  await fillReminders(now())
  return sendDueReminders(mailer, 'https://xuefa.example.cn')
}

test('on the day before, from nine o’clock, whoever gave an address gets one mail, and only one', async () => {
  const id = await study()
  await round()
  expect(smtp.mails).toEqual([])

  atTime('2023-03-14T09:00:00+08:00')
  await round()
  await round()
  atTime('2023-03-14T12:00:00+08:00')
  await round()

  expect(smtp.mails.map(each => each.to)).toEqual(['wu@example.cn'])
  expect(smtp.mails[0]?.subject).toBe('明天 15:00 民法典学习')
  expect(smtp.mails[0]?.text).toContain('时间：3月15日（周三）15:00')
  expect(smtp.mails[0]?.text).toContain(`详情：https://xuefa.example.cn/activities/${id}`)
  expect(await states()).toEqual([{ state: 'sent', tries: 1, fault: null }])
})

test('refused for now it is tried again, each time later, at most five times', async () => {
  await study()
  atTime('2023-03-14T09:00:00+08:00')
  smtp.answerRecipient = '450 4.2.1 busy'

  const triedAt: string[] = []
  for (let minute = 0; minute < 300; minute++) {
    const clock = new Date(Date.parse('2023-03-14T09:00:00+08:00') + minute * 60_000)
    atTime(clock.toISOString())
    const before = smtp.recipients
    await round()
    if (smtp.recipients > before) triedAt.push(String(minute))
  }

  expect(triedAt).toEqual(['0', '1', '6', '36', '156'])
  expect(await states()).toEqual([{ state: 'failed', tries: 5, fault: '450 EENVELOPE RCPT TO' }])
})

test('taken at the second try it is sent once', async () => {
  await study()
  atTime('2023-03-14T09:00:00+08:00')
  smtp.answerRecipient = '451 4.7.1 greylisted'
  await round()
  smtp.answerRecipient = '250 ok'
  await round()
  expect(smtp.mails).toEqual([])

  atTime('2023-03-14T09:01:00+08:00')
  await round()
  await round()

  expect(smtp.mails).toHaveLength(1)
  expect(await states()).toEqual([{ state: 'sent', tries: 2, fault: null }])
})

test('refused for good it is not tried again', async () => {
  await study()
  atTime('2023-03-14T09:00:00+08:00')
  smtp.answerRecipient = '550 5.1.1 nobody'
  await round()
  smtp.answerRecipient = '250 ok'
  atTime('2023-03-14T12:00:00+08:00')
  await round()

  expect(smtp.recipients).toBe(1)
  expect((await states()).map(each => each.state)).toEqual(['failed'])
})

test('killed between sending and sent, the next process does not send it again', async () => {
  await study()
  atTime('2023-03-14T09:00:00+08:00')
  await fillReminders(now())
  let isLeaving = () => {}
  const leaving = new Promise<void>(resume => {
    isLeaving = resume
  })
  // A process killed here never answers: the next one finds only what was committed.
  void sendDueReminders(() => {
    isLeaving()
    return new Promise(() => {})
  }, null)
  await leaving

  expect((await states()).map(each => each.state)).toEqual(['sending'])
  await round()
  atTime('2023-03-15T14:00:00+08:00')
  await round()

  expect(smtp.mails).toEqual([])
  expect((await states()).map(each => each.state)).toEqual(['sending'])
})

test('a connection that is lost after the text may have delivered it: it is not sent again', async () => {
  await study()
  atTime('2023-03-14T09:00:00+08:00')
  smtp.hangsUpAfterText = true
  await round()
  smtp.hangsUpAfterText = false
  atTime('2023-03-14T12:00:00+08:00')
  await round()

  expect(smtp.mails).toHaveLength(1)
  expect((await states()).map(each => each.state)).toEqual(['failed'])
})

test('a server that is not there is asked again', async () => {
  await study()
  atTime('2023-03-14T09:00:00+08:00')
  const { port } = smtp
  await smtp.close()
  await round()
  smtp = await tinySmtp(port)
  atTime('2023-03-14T09:01:00+08:00')
  await round()

  expect(smtp.mails).toHaveLength(1)
})

test('what has moved away, or has begun, is not reminded of', async () => {
  const id = await study('改期的')
  await study('开始了的')
  atTime('2023-03-14T09:00:00+08:00')
  await fillReminders(now())
  await moveActivity(world.viewers.organiser, {
    activityId: id,
    day: '2023-03-20',
    reason: '场地',
    version: 0,
  })
  atTime('2023-03-15T15:00:00+08:00')
  await sendDueReminders(mailer, null)
  expect(smtp.mails).toEqual([])

  atTime('2023-03-19T09:00:00+08:00')
  await round()

  expect(smtp.mails.map(each => each.subject)).toEqual(['明天 15:00 改期的'])
})

test('without STARTTLS nothing is sent, and the reminder is tried again later', async () => {
  smtp.offersTls = false
  await study()
  atTime('2023-03-14T09:00:00+08:00')

  expect(await round()).toBe(0)

  expect([smtp.mails, smtp.recipients]).toEqual([[], 0])
  expect(await states()).toMatchObject([{ tries: 1 }])
})

type TinySmtp = {
  port: number
  mails: { to: string; subject: string; text: string }[]
  /** The number of recipients (RCPT TO), whatever was answered. */
  recipients: number
  answerRecipient: string
  hangsUpAfterText: boolean
  offersTls: boolean
  close(): Promise<void>
}

/** The part of RFC 5321 needed for one mail, on a free port. */
async function tinySmtp(port = 0): Promise<TinySmtp> {
  const sockets = new Set<Socket>()
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'tiny' }])
  const certificate = { key, cert }
  const server: Server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    converse(socket, tiny, certificate, '220 tiny')
  })
  const tiny: TinySmtp = {
    port,
    mails: [],
    recipients: 0,
    answerRecipient: '250 ok',
    hangsUpAfterText: false,
    offersTls: true,
    close: () =>
      new Promise(resume => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resume())
      }),
  }
  await new Promise<void>(resume => server.listen(port, '127.0.0.1', resume))
  tiny.port = (server.address() as AddressInfo).port
  return tiny
}

type Certificate = { key: string; cert: string }

function converse(socket: Socket, tiny: TinySmtp, certificate: Certificate, greeting: string | null) {
  let to = ''
  let text: string | null = null
  let rest = ''
  const say = (line: string) => socket.write(`${line}\r\n`)
  if (greeting) say(greeting)
  const isEncrypted = greeting === null
  socket.on('data', chunk => {
    rest += chunk.toString('utf8')
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end)
      rest = rest.slice(end + 2)
      hear(line)
    }
  })
  function hear(line: string) {
    if (text !== null && line !== '.') {
      text += `${line}\r\n`
    } else if (text !== null) {
      tiny.mails.push({ to, ...read(text) })
      text = null
      if (tiny.hangsUpAfterText) socket.destroy()
      else say('250 taken')
    } else if (/^EHLO/i.test(line) && tiny.offersTls && !isEncrypted) say('250-tiny\r\n250 STARTTLS')
    else if (/^STARTTLS/i.test(line) && tiny.offersTls) {
      say('220 go on')
      socket.removeAllListeners('data')
      converse(new TLSSocket(socket, { isServer: true, ...certificate }), tiny, certificate, null)
    } else if (/^(EHLO|HELO|MAIL|RSET)/i.test(line)) say('250 ok')
    else if (/^RCPT/i.test(line)) {
      tiny.recipients++
      to = /<(.*)>/.exec(line)?.[1] ?? ''
      say(tiny.answerRecipient)
    } else if (/^DATA/i.test(line)) {
      text = ''
      say('354 go on')
    } else if (/^QUIT/i.test(line)) {
      say('221 bye')
      socket.end()
    } else say('502 unknown')
  }
}

/** Decodes the subject and text of nodemailer's output: encoded words, base64 or quoted-printable. */
function read(mail: string): { subject: string; text: string } {
  const [head = '', body = ''] = mail.split(/\r\n\r\n([\s\S]*)/)
  const lines = head.replace(/\r\n[ \t]+/g, ' ')
  const written = /^Subject: (.*)$/m.exec(lines)?.[1] ?? ''
  const subject = written
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, coded: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(coded, 'base64').toString() : quoted(coded.replace(/_/g, ' ')),
    )
  const text = /base64/i.test(lines) ? Buffer.from(body, 'base64').toString() : quoted(body)
  return { subject, text }
}

function quoted(coded: string): string {
  const bytes = coded
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
