import type { Known } from '@/lib/organisation/lookup/known.sql'
import { unitAndPost } from '@/lib/organisation/lookup/unit-and-post.rules'
import type { Cells } from '@/lib/spreadsheet/importer.rules'
import type { Context } from './attendance-context.import'
import type { Activity } from './attendance-meeting.import'

type Meant = ReturnType<Known['personMeant']>

/**
 * The person of a row. Where the sheet has no unit, the one that the post begins with counts: 城市管理办公室主任. Else the
 * only one of that name; of several the one who is on the list.
 */
export function personMeant({ known, rows, viewer }: Context, of: Activity, cells: Cells['cells']): Meant {
  const { staffNo = '', name = '', unit = '', post = '' } = cells
  const meant = (under: string) => known.personMeant(viewer, { staffNo, name, unit: under }, of.day)
  if (staffNo || unit) return meant(unit)
  const ofPost = unitAndPost(post, known.unitNames)
  const inUnit = ofPost ? meant(ofPost.unit.name) : null
  if (inUnit?.ok) return inUnit
  const found = meant('')
  if (found.ok) return found
  const { candidates = [], reason } = found.fault
  const listed = candidates.flatMap(({ value }) => {
    const one = known.personMeant(viewer, { staffNo: value, name, unit: '' }, of.day)
    const standing = one.ok ? rows.get(`${of.id}/${one.value}`)?.standing : undefined
    return one.ok && standing !== undefined && standing !== 'withdrawn' && standing !== 'walkIn' ? [one] : []
  })
  const [only] = listed
  if (reason === 'severalPeople' && only && listed.length === 1) return only
  return reason === 'noSuchPerson' ? { ok: false, fault: { ...found.fault, reason: 'nobodyCalled' } } : found
}
