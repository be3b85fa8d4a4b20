import { html } from '@/app/_http/html'
import { look } from '@/app/_http/look'
import { checkIn as en } from '@/lib/attendance/checkin/messages/checkIn.en'
import { checkIn as zh } from '@/lib/attendance/checkin/messages/checkIn.zh'
import type { Locale } from '@/lib/core/glossary'
import { common as commonEn } from '@/lib/core/i18n/messages/common.en'
import { common as commonZh } from '@/lib/core/i18n/messages/common.zh'
import { speaker } from '@/lib/core/i18n/say'
import { againScript } from './again'

// Not all messages: the listener makes this page, before Next is loaded.
const sayIn = speaker({ zh: { common: commonZh, checkIn: zh }, en: { common: commonEn, checkIn: en } })

const AGAIN_SECONDS = 4

/** 请稍候: asks for `again` by itself, with and without script, and says that waiting makes nobody late. */
export function waitingPage(locale: Locale, again: string, nonce: string): string {
  const { t } = sayIn(locale)
  return html`<!doctype html><html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="renderer" content="webkit">
<title>${t('checkIn.wait.title')} · ${t('common.app.name')}</title><noscript><meta http-equiv="refresh" content="${AGAIN_SECONDS};url=${again}"></noscript><style nonce="${nonce}">${{ html: look }}</style></head>
<body data-wait="${t('checkIn.wait.title')}" data-lead="${t('checkIn.wait.lead')}"><main data-again="${again}"><h1>${t('checkIn.door.title')}</h1><div class="said late" role="status" data-waits><b>${t('checkIn.wait.title')}</b><p>${t('checkIn.wait.lead')}</p></div>
<p><a class="button" href="${again}">${t('checkIn.wait.again')}</a></p></main>${againScript(nonce)}</body></html>`
    .html
}
