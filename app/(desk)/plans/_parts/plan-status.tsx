import type { Say } from '@/app/_i18n/messages'
import { Tag, type Tone } from '@/app/_ui/tag'
import type { PlanStatus } from '@/lib/plan/plan.rules'

const tones: Record<PlanStatus, Tone> = { draft: 'soon', issued: 'done', closed: 'quiet' }

export function PlanStatusTag({ say, status }: { say: Say; status: PlanStatus }) {
  return <Tag tone={tones[status]}>{say.term(`planStatus.${status}`)}</Tag>
}
