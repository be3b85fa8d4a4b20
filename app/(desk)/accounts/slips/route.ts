import { namedFile } from '@/app/_http/attachment'
import { sayIn } from '@/app/_i18n/messages'
import { pngOf } from '@/app/_ui/qr'
import { noteExport } from '@/lib/access/audit.commands'
import { isOwnOrigin } from '@/lib/access/origin'
import { viewerSeen } from '@/lib/access/session'
import { slipsInput } from '@/lib/organisation/accounts/account.input'
import { slipsOf } from '@/lib/organisation/accounts/account.queries'
import { filledWith, writeWorkbook } from '@/lib/spreadsheet/workbook.sheet'
import { slipColumns } from '../_parts/slip-columns'
import { signInAddress, slipAddress } from '../_parts/slip-words'

/** The slips just made, as .xlsx, for the user who made them. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnOrigin(request.headers)) return new Response(null, { status: 404 })
  const viewer = await viewerSeen()
  if (!viewer || viewer.owes) return new Response(null, { status: 404 })
  const form = await request.formData().catch(() => new FormData())
  const parsed = slipsInput.safeParse({ key: form.get('slips') })
  if (!parsed.success) return new Response(null, { status: 404 })
  const slips = await slipsOf(viewer, parsed.data.key)
  if (slips.length === 0) return new Response(null, { status: 404 })
  const say = sayIn(viewer.locale)
  const base = await slipAddress()
  const png = await Promise.all(slips.map(slip => pngOf(signInAddress(base, slip.staffNo))))
  const sheetName = say.t('access.accounts.slipsSheet')
  const address = {
    head: say.t('access.accounts.slipAddress'),
    width: 28,
    kind: 'text' as const,
    of: () => base,
  }
  const bytes = await writeWorkbook({
    sheetName,
    ...filledWith([...slipColumns(say), address], slips),
    pictures: { head: say.t('access.accounts.slipCodeHead'), png },
  })
  noteExport(viewer, '/accounts/slips')
  return new Response(bytes as BodyInit, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': namedFile(sheetName, { plain: 'slips', extension: 'xlsx' }),
      'cache-control': 'private, no-store',
    },
  })
}
