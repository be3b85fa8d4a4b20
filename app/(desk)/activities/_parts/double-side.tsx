import type { Say } from '@/app/_i18n/messages'
import { spanWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import type { DoubleSide } from '@/lib/activity/doubles/double.queries'
import type { Why } from '@/lib/activity/doubles/double.rules'
import type { Day } from '@/lib/core/time'

type Props = { say: Say; side: DoubleSide; today: Day }

/** One of two entries that may be one event: what it says of itself, in a line. */
export function DoubleLine({ say, side, today }: Props) {
  const { hostName, place, lecturer, heads, form } = side
  const people = heads === null ? null : say.t('double.heads', { heads })
  return (
    <>
      <Link href={`/activities/${side.id}`} className="inline-flex min-h-11 items-center font-semibold">
        {side.title}
      </Link>
      <span className="block text-ink-2 text-sm">
        {[spanWords(say, side, today), hostName, form, place, lecturer, people].filter(Boolean).join(' · ')}
      </span>
    </>
  )
}

/** What agrees of the two: `相同或相近：日期相同、地点、名称`. */
export function whyWords(say: Say, why: Why[]): string {
  const words = why.map(each => say.t(`double.why.${each}`))
  return say.t('double.same', { why: words.join(say.t('double.comma')) })
}
