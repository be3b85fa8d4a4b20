import { db, type On } from '@/db/client'
import { historyOf } from '@/lib/access/audit.sql'

export type IssueRequest = { by: string | null; at: number }

/** Who asked for a draft to be issued, and when; the caller has checked that the viewer sees the plan. */
export async function issueRequestOf(planId: number, on: On = db): Promise<IssueRequest | null> {
  const asked = (await historyOf('plan', planId, { actions: ['plan.askIssue'], on })).at(-1)
  return asked ? { by: asked.actor, at: asked.at } : null
}
