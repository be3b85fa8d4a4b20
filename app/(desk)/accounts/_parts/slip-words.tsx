import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { qrOf } from '@/app/_ui/qr'
import { QrCode } from '@/app/_ui/qr-code'
import { baseFor } from '@/lib/calendar/feeds/feed.rules'
import type { Slip } from '@/lib/organisation/accounts/account.queries'

export type PrintedSlip = Slip & { code: ReactNode }

/** The labels on a slip, beside the names. */
export function slipWords({ t }: Say) {
  return {
    title: t('access.accounts.slipTitle'),
    staffNo: t('access.accounts.slipStaffNo'),
    password: t('access.accounts.slipPassword'),
    address: t('access.accounts.slipAddress'),
    until: t('access.accounts.slipUntil'),
    codeHint: t('access.accounts.slipCodeHint'),
    print: t('access.accounts.print'),
    download: t('access.accounts.download'),
  }
}

/** The address printed on the slip: the configured one, else that of the request. */
export async function slipAddress(): Promise<string> {
  return baseFor((await headers()).get('host'), process.env.APP_URL)
}

/** What the code on a slip opens: the sign-in page with the number filled in, never the password. */
export function signInAddress(base: string, staffNo: string): string {
  return `${base}/sign-in?name=${encodeURIComponent(staffNo)}`
}

type Made = { ok: true; key: string; slips: Slip[] }
type Refused = { ok: false; reason: string }

/** The answer of a command that makes slips, each with its code, drawn here to spare the page its script. */
export async function withCodes<A extends Made | Refused>(answer: A) {
  if (!answer.ok) return answer as Extract<A, Refused>
  const [base, { t }] = await Promise.all([slipAddress(), saying()])
  const slips: PrintedSlip[] = answer.slips.map(slip => ({
    ...slip,
    code: (
      <QrCode
        qr={qrOf(signInAddress(base, slip.staffNo))}
        label={t('access.accounts.slipCode', { name: slip.name })}
        size="h-24 w-24"
      />
    ),
  }))
  return { ...answer, slips }
}
