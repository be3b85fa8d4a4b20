import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { stepItem } from '../../actions'

/** Buttons that move an item of a draft by one step. */
export function StepButtons({ say, itemId, content }: { say: Say; itemId: number; content: string }) {
  const { t } = say
  return (
    <Form action={stepItem} className="whitespace-nowrap">
      <input type="hidden" name="itemId" value={itemId} />
      <button
        type="submit"
        name="step"
        value="up"
        aria-label={t('plan.document.moveUp', { content })}
        className="h-8 w-8 rounded text-ink-2"
      >
        ↑
      </button>
      <button
        type="submit"
        name="step"
        value="down"
        aria-label={t('plan.document.moveDown', { content })}
        className="h-8 w-8 rounded text-ink-2"
      >
        ↓
      </button>
    </Form>
  )
}
