import { chosenIn, keptPage } from '@/app/_forms/kept-page'
import { cookiesIn } from '@/app/_http/cookies'
import { sayIn } from '@/app/_i18n/messages'
import { viewerOfSession } from '@/lib/access/access.queries'
import { accountOf, pageFor, sealedAccount, sessionIn } from '@/lib/access/session'

/** Names the account that typed a kept form, sealed. React drops what begins like its own fields. */
const TYPED_BY = '$ACTION_TYPED_BY'
/** What a form carries without anybody having typed it. */
const UNTYPED = /^(?:locale|idempotencyKey|version|opened|seen|labels|\w*[iI]d|was:.*|asked:.*)$/

/**
 * A form sent without script after its session has ended: its page would lead to the sign-in page and what was typed
 * would be gone. The answer carries it, and names its files, to be sent again after signing in: by the same account, where the
 * browser still named it. Null for every other form, which Next answers, and for one with a password.
 */
export async function keptForm(request: Request): Promise<Response | null> {
  const { headers, url } = request
  const { pathname, search } = new URL(url)
  // As the address of a form it would be another host.
  if (pathname.startsWith('//')) return null
  const jar = cookiesIn(headers.get('cookie') ?? '')
  const held = await sessionIn(name => jar.get(name))
  const viewer = held && (await viewerOfSession(held))
  const body = await request.arrayBuffer()
  if (viewer && !viewer.owes && !Buffer.from(body).includes(TYPED_BY)) return null
  const form = await new Response(body, { headers }).formData().catch(() => null)
  const fields = form && keptOf(form)
  if (!fields) return null
  const files = chosenIn(form)
  const before = String(form.get(TYPED_BY) ?? '')
  const typedBy = before ? await accountOf(before) : (held?.accountId ?? null)
  const isOther = viewer !== null && typedBy !== null && typedBy !== viewer.accountId
  if (viewer && !viewer.owes && !isOther) return null

  const { t, locale } = sayIn(viewer?.locale ?? (jar.get('locale') === 'en' ? 'en' : 'zh'))
  if (typedBy !== null) fields.push([TYPED_BY, before || (await sealedAccount(typedBy))])
  const title = t(isOther ? 'common.form.keptOfOther' : 'common.form.kept')
  const way = viewer?.owes && !isOther ? pageFor(viewer.owes) : '/sign-in'
  const isHttps = headers.get('x-forwarded-proto') === 'https'
  return keptPage(sayIn(locale), { title, way, action: `${pathname}${search}`, fields, files, isHttps })
}

/** The fields to send again; null where nothing of it was typed, or a password, which no page may hold. */
function keptOf(form: FormData): [string, string][] | null {
  const given = [...form]
  if (given.some(([name]) => /password/i.test(name))) return null
  const kept = given.flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && name !== TYPED_BY ? [[name, value]] : [],
  )
  const isTyped = ([name, value]: [string, string]) =>
    !name.startsWith('$ACTION') && !UNTYPED.test(name) && value !== ''
  return kept.some(isTyped) || chosenIn(form).length > 0 ? kept : null
}
