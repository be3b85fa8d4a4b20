import { type Html, html } from '@/app/_http/html'
import { look } from '@/app/_http/look'
import type { Say } from '@/app/_i18n/messages'
import { stampWords } from '@/app/_ui/day-words'
import { when } from '@/app/_ui/when'
import type { Mark } from '@/lib/attendance/attendance.rules'
import type { Pressed } from '@/lib/attendance/checkin/checkin.rules'
import { endOf } from '@/lib/attendance/checkin/code.rules'
import type { CheckInHall, Signer } from '@/lib/attendance/checkin/scan.queries'
import { type ClosedReason, clockOf, timesOf } from '@/lib/attendance/checkin/scan.rules'
import { dayOf, type Instant, timeOf } from '@/lib/core/time'
import { onlyReads, type Unavailable } from '@/lib/core/unavailable'
import { againScript } from './again'

/** Errors of the typed fields, by field, as message keys. */
export type Faults = Partial<Record<'digits' | 'name' | 'phone', string>>
export type Typed = { digits?: string; name?: string }
type Asked = { say: Say; faults?: Faults; typed?: Typed }

/** One complete page; the CSP allows its styles by the nonce. */
export function wholePage(say: Say, title: string, nonce: string, body: Html): string {
  const { t } = say
  const other = say.locale === 'zh' ? 'en' : 'zh'
  return html`<!doctype html><html lang="${say.locale === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="renderer" content="webkit">
<title>${title} · ${t('common.app.name')}</title><style nonce="${nonce}">${{ html: look }}</style></head>
<body data-wait="${t('checkIn.wait.title')}" data-lead="${t('checkIn.wait.lead')}"><main>${readOnlyLine(say)}${body}<div class="row"><a href="/">${t('checkIn.door.home')}</a>
<form method="post" action="/s"><input type="hidden" name="intent" value="language"><button class="link" name="locale" value="${other}" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${say.term(`language.${other}`)}</button></form></div></main>${againScript(nonce)}</body></html>`
    .html
}

/** As in the frame of the other pages (app/_ui/read-only-banner.tsx). */
function readOnlyLine(say: Say): Html | null {
  const state = onlyReads()
  if (!state) return null
  return html`<div class="said bad" role="alert">${say.t(`common.readOnly.${state.reason}`, { since: when(state.since) })}</div>`
}

/** The check-in button with the name of the person who is checked in by it. */
export function pressScreen(
  say: Say,
  hall: CheckInHall,
  signer: Signer,
  now: Instant,
  row: Row | undefined,
): Html {
  const { t } = say
  const came = row && doneWords(say, row.mark)
  return html`${headOf(say, hall, now)}<p class="who">${t('checkIn.door.youAre')} <b>${signer.name}</b></p>
${came ? html`<p class="quiet">${t('checkIn.door.standsAs', { mark: came })}</p>` : null}
<form method="post" action="/s" data-again><input type="hidden" name="intent" value="press"><button class="main press">${t('checkIn.door.press')}</button></form>
<div class="row"><a href="/sign-in?to=/s">${t('checkIn.door.notMe', { name: signer.name })}</a></div>`
}
type Row = { mark: Mark | null }

/** The code is valid, but the phone's owner is unknown. */
export function whoScreen({ say, faults, typed }: Asked, hall: CheckInHall, now: Instant): Html {
  const { t } = say
  return html`${headOf(say, hall, now)}<p class="who">${t('checkIn.door.who')}</p>
<a class="button main" href="/sign-in?to=/s">${t('checkIn.door.signIn')}</a>
<p class="quiet small">${t('checkIn.door.once')}</p>
<section class="card"><h2>${t('checkIn.door.noAccount')}</h2><p class="quiet small">${t('checkIn.door.noAccountLead')}</p>
<form method="post" action="/s" novalidate data-again><input type="hidden" name="intent" value="stranger">${strangerFields({ say, faults, typed })}
<button>${t('checkIn.door.hand')}</button></form></section>`
}

/** 六位数字: typed without a name if the person is known, otherwise together with the name. */
export function digitsScreen({ say, faults, typed }: Asked, signer: Signer | null, said: Html | null): Html {
  const { t } = say
  const digits = field('digits', t('checkIn.door.digits'), faults, typed?.digits, 'digits')
  const known = signer
    ? html`<p class="who">${t('checkIn.door.youAre')} <b>${signer.name}</b></p><form method="post" action="/s" novalidate data-again><input type="hidden" name="intent" value="digits">${digits}<button class="main">${t('checkIn.door.press')}</button></form><div class="row"><a href="/sign-in?to=/s">${t('checkIn.door.notMe', { name: signer.name })}</a></div>`
    : html`<a class="button main" href="/sign-in?to=/s">${t('checkIn.door.signInFirst')}</a>
<section class="card"><h2>${t('checkIn.door.noAccount')}</h2><p class="quiet small">${t('checkIn.door.noAccountLead')}</p>
<form method="post" action="/s" novalidate data-again><input type="hidden" name="intent" value="stranger">${digits}${strangerFields({ say, faults, typed })}<button>${t('checkIn.door.hand')}</button></form></section>`
  return html`<h1>${t('checkIn.door.title')}</h1>${said}<p class="quiet">${t('checkIn.door.digitsLead')}</p>${known}`
}

/** The result of the check-in. */
export function pressedScreen(
  say: Say,
  hall: CheckInHall,
  name: string,
  pressed: Pressed & { ok: true },
  now: Instant,
): Html {
  const { t } = say
  const { effect, mark, at } = pressed
  const title = t(
    effect === 'kept'
      ? 'checkIn.done.kept'
      : effect === 'again'
        ? 'checkIn.done.again'
        : 'checkIn.done.signed',
  )
  const more =
    effect === 'walkIn' ? t('checkIn.done.walkIn') : effect === 'kept' ? t('checkIn.done.keptLead') : ''
  const tone = effect === 'kept' ? 'bad' : mark === 'late' ? 'late' : 'good'
  return html`${headOf(say, hall, now)}<div class="said ${tone}" role="status"><b>${title}</b>${name} · ${say.term(`mark.${mark}`)} · ${stampWords(say, at, dayOf(now))}${more ? html`<p>${more}</p>` : null}</div>`
}

/** 已提交，待经办人核对: for a person identified only by the typed name. */
export function handedScreen(say: Say, hall: CheckInHall, name: string, now: Instant): Html {
  return html`${headOf(say, hall, now)}<div class="said late" role="status"><b>${say.t('checkIn.done.handed')}</b>${name} · ${say.t('checkIn.done.handedLead')}</div>`
}

export type Refusal =
  | ClosedReason
  | 'unknown'
  | 'stale'
  | 'wait'
  | 'ticketOver'
  | 'ticketUsed'
  | 'wrongDigits'
  | 'tooMany'
  | 'badOrigin'
  | 'notSaved'
  | 'diskFull'
  | 'databaseBusy'
  | 'readOnly'

type More = { hall?: CheckInHall; step?: number; seconds?: number; typed?: Typed }

/** The reason of a refusal; with the field for the digits, if another code would help. */
export function refusedScreen(
  say: Say,
  signer: Signer | null,
  reason: Refusal,
  now: Instant,
  more: More = {},
): Html {
  const said = refusal(say, reason, now, more)
  const { hall } = more
  if (hall && (shut.includes(reason) || reason === 'tooMany')) return html`${headOf(say, hall, now)}${said}`
  return digitsScreen({ say, typed: more.typed }, signer, said)
}

/** Nothing could be written at the moment: the reason, and the button again. */
export function unwrittenScreen(
  say: Say,
  hall: CheckInHall,
  signer: Signer,
  reason: Unavailable,
  now: Instant,
  row: Row | undefined,
): Html {
  return html`${refusal(say, reason, now, { hall })}${pressScreen(say, hall, signer, now, row)}`
}

const shut: Refusal[] = ['cancelled', 'rollClosed', 'notScheduled', 'onlineStudy', 'tooEarly', 'over']

/** The mark in words, with the server's time. */
function refusal(say: Say, reason: Refusal, now: Instant, more: More): Html {
  const { t } = say
  const { hall, step, seconds = 0 } = more
  const times = hall && timesOf(hall)
  const today = dayOf(now)
  const places = {
    now: clockOf(now),
    from: times ? stampWords(say, times.from, today) : '',
    until: times ? stampWords(say, times.until, today) : '',
    ended: step === undefined ? '' : clockOf(endOf(step)),
    seconds,
  }
  return html`<div class="said bad" role="alert"><b>${t(`checkIn.refused.${reason}`, places)}</b><p>${t('checkIn.door.now', places)}</p></div>`
}

/** The title of the activity with its check-in times. */
export function headOf(say: Say, hall: CheckInHall, now: Instant): Html {
  const { from, lateAfter, until } = timesOf(hall)
  const today = dayOf(now)
  const window = say.t('checkIn.door.window', {
    from: stampWords(say, from, today),
    until: stampWords(say, until, today),
  })
  const late = lateAfter === null ? '' : ` · ${say.t('checkIn.door.late', { time: timeOf(lateAfter) })}`
  return html`<h1>${hall.title}</h1>${hall.place ? html`<p class="quiet">${hall.place}</p>` : null}<p class="quiet small">${window}${late} · ${say.t('checkIn.door.now', { now: clockOf(now) })}</p>`
}

function strangerFields({ say, faults, typed }: Asked): Html {
  const { t } = say
  return html`${field('name', t('checkIn.door.name'), faults, typed?.name, 'name')}${field('phone', t('checkIn.door.phone'), faults, '', 'phone')}`
}

const kinds = {
  digits: html`inputmode="numeric" autocomplete="one-time-code" maxlength="16" class="digits"`,
  name: html`autocomplete="name" maxlength="40"`,
  phone: html`inputmode="numeric" autocomplete="off" maxlength="8"`,
}

function field(
  name: keyof Faults,
  label: string,
  faults: Faults | undefined,
  value: string | undefined,
  kind: keyof typeof kinds,
): Html {
  const fault = faults?.[name]
  const described = fault ? html` aria-invalid="true" aria-describedby="${name}-error"` : null
  return html`<label>${label}<input name="${name}" value="${value ?? ''}" required ${kinds[kind]}${described}>${fault ? html`<span class="error" id="${name}-error">${fault}</span>` : null}</label>`
}

function doneWords(say: Say, mark: Mark | null): string {
  return mark === null ? '' : say.term(`mark.${mark}`)
}
