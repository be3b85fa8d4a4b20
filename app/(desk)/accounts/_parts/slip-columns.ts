import type { Say } from '@/app/_i18n/messages'
import type { Slip } from '@/lib/organisation/accounts/account.queries'
import type { FilledColumn } from '@/lib/spreadsheet/workbook.sheet'

/** The columns of the 账号条 as a sheet. */
export function slipColumns({ t }: Say): FilledColumn<Slip>[] {
  return [
    { head: t('access.accounts.slipUnit'), width: 20, kind: 'text', of: slip => slip.unitName },
    { head: t('access.accounts.person'), width: 12, kind: 'text', of: slip => slip.name },
    { head: t('access.accounts.slipStaffNo'), width: 14, kind: 'text', of: slip => slip.staffNo },
    { head: t('access.accounts.slipPassword'), width: 18, kind: 'text', of: slip => slip.password },
    { head: t('access.accounts.slipUntilHead'), width: 12, kind: 'day', of: slip => slip.untilDay },
  ]
}
