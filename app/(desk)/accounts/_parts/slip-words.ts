import { headers } from 'next/headers'
import type { Say } from '@/app/_i18n/messages'

/** What stands on a slip beside the names. */
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

/** The address that the slip names: the configured one, else the one under which the page was opened. */
export async function slipAddress(): Promise<string> {
  return process.env.APP_URL ?? `http://${(await headers()).get('host')}`
}
