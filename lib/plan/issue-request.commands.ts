import { write } from '@/db/write'
import { canOrganise, type Viewer } from '@/lib/access/access.rules'
import { recordAudit } from '@/lib/access/audit.commands'
import { now } from '@/lib/core/clock'
import { Forbidden } from '@/lib/core/errors'
import { dayOf } from '@/lib/core/time'
import { issueRequestOf } from './issue-request.sql'
import { planDocument } from './plan.queries'

/**
 * 提请印发: the author of a draft asks those who may issue it. The entry in the audit log is the request; it is
 * open while the plan is a draft, so asking twice makes one request.
 */
export async function askIssue(viewer: Viewer, { planId }: { planId: number }) {
  return write(async tx => {
    const { plan, items } = await planDocument(viewer, planId, dayOf(now()), tx)
    if (!canOrganise(viewer, plan.unitPath)) throw new Forbidden()
    if (items.length === 0) return { ok: false, reason: 'noItems' } as const
    if (plan.status !== 'draft' || (await issueRequestOf(plan.id, tx))) return { ok: true, planId } as const
    await recordAudit(tx, viewer, {
      action: 'plan.askIssue',
      subject: 'plan',
      subjectId: plan.id,
      after: { title: plan.title, version: plan.version },
    })
    return { ok: true, planId } as const
  })
}
