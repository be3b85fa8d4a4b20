import { headers } from 'next/headers'
import type { Say } from '@/app/_i18n/messages'

/** The labels on a slip, beside the names. */
export function slipWords({ t }: Say) {
  return {
    title: t('access.accounts.slipTitle'),
    staffNo: t('access.accounts.slipStaffNo'),
    password: t('access.accounts.slipPassword'),
    address: t('access.accounts.slipAddress'),
    until: t('access.accounts.slipUntil'),
    print: t('access.accounts.print'),
    download: t('access.accounts.download'),
  }
}

/** The address printed on the slip: the configured one, else that of the request. */
export async function slipAddress(): Promise<string> {
  return process.env.APP_URL ?? `http://${(await headers()).get('host')}`
}
