import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { pressMark } from '../actions'

type Props = { say: Say; asked: Record<string, string | string[] | undefined>; activityId: number }

const told = ['rest', 'undone', 'changedMeanwhile'] as const
const refused = [
  'rollClosed',
  'cancelled',
  'notYet',
  'notScheduled',
  'withdrawn',
  'onlineStudy',
  'forbidden',
  'badOrigin',
  'diskFull',
  'databaseBusy',
  'readOnly',
] as const

/** The result of a button pressed without script, shown after the redirect; 其余 can be undone. */
export function Said({ say, asked, activityId }: Props) {
  const { said, count, at } = asked
  const done = told.find(each => each === said)
  const why = refused.find(each => each === said)
  if (!done && !why) return null
  return (
    <Alert tone="note" role="status" className="mb-4 flex flex-wrap items-center gap-3">
      {done
        ? say.t(`attendance.sheet.said.${done}`, { count: Number(count) || 0 })
        : why && say.t('attendance.sheet.refused', { why: say.t(`attendance.refused.${why}`) })}
      {done === 'rest' && (
        <form action={pressMark}>
          <input type="hidden" name="activityId" value={activityId} />
          <button type="submit" name="press" value={`undo:${Number(at) || 0}`} className="btn">
            {say.t('attendance.sheet.undo')}
          </button>
        </form>
      )}
    </Alert>
  )
}
