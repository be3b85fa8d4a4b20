import { type Html, html } from '@/app/_http/html'
import { plainPage } from '@/app/_http/plain-page'
import type { Say } from '@/app/_i18n/messages'

/** A file that was chosen, by the name of its field. */
export type ChosenFile = { field: string; name: string }

type Kept = {
  title: string
  /** Where to sign in, or to do what the account owes first. */
  way: string
  /** Where it is sent again. */
  action: string
  fields: [name: string, value: string][]
  files: ChosenFile[]
  isHttps: boolean
}

/**
 * The answer to a form without script whose session has ended: what was typed stands in it, to be sent again after
 * signing in. No page can hold a file: each is named, and can be chosen again.
 */
export function keptPage({ t, locale }: Say, { title, way, action, fields, files, isHttps }: Kept): Response {
  const main = html`<h1>${title}</h1><p>${t('common.form.keptLead')}</p>
<p><a class="button" href="${way}" target="_blank" rel="noopener">${t('common.form.keptSignIn')}</a></p>
<form method="post" action="${action}" enctype="multipart/form-data">${fields.map(hidden)}${files.map(each => again(t('common.form.keptFile', { name: each.name }), each))}<button class="main">${t('common.form.keptAgain')}</button></form>`
  const page = plainPage(locale, title, main, isHttps)
  return new Response(page.body, { status: 401, headers: page.headers })
}

/** The files that were chosen in a form; a browser sends an empty one where none was. */
export function chosenIn(form: FormData): ChosenFile[] {
  return [...form].flatMap(([field, value]) =>
    typeof value !== 'string' && value.name !== '' ? [{ field, name: value.name.slice(0, 200) }] : [],
  )
}

function hidden([name, value]: [string, string]): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

function again(label: string, { field }: ChosenFile): Html {
  return html`<p><label>${label}<br><input type="file" name="${field}" required></label></p>`
}
