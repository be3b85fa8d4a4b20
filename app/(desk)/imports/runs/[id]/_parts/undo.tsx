import { TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import { UNDO_DAYS } from '@/lib/activity/retention/retention.rules'
import { addDays, dayOf, timeOf } from '@/lib/core/time'
import type { Undoable } from '@/lib/import/undo/undo.queries'
import { undoRun } from '../../../actions'
import { RestingRows } from './resting-rows'

type Props = { say: Say; undoable: Undoable; isAsked: boolean }

/** 撤销这次导入: whether it can be, and what rests on it; the button asks once more. */
export function Undo({ say, undoable: { run, check }, isAsked }: Props) {
  const { t } = say
  if (run.undoneAt !== null)
    return (
      <Alert tone="done" role="status" className="mb-6">
        {t('importRun.undo.done', {
          name: run.undoneBy ?? t('importRun.list.fromCommand'),
          day: dayOf(run.undoneAt),
          time: timeOf(run.undoneAt),
        })}
      </Alert>
    )
  if (!check)
    return (
      <p className="mb-6 text-ink-2">
        {t(run.erasedAt === null ? 'importRun.undo.tooOld' : 'importRun.undo.erased')}
      </p>
    )
  if (check.resting.length > 0) return <RestingRows say={say} resting={check.resting} more={check.more} />
  if (check.isOutside || !run.mayUndo)
    return (
      <p className="mb-6 text-ink-2">
        {t(check.isOutside ? 'importRun.undo.outsideScope' : 'importRun.undo.notYours')}
      </p>
    )
  return (
    <section className="card mb-6 px-5 py-4" aria-labelledby="undo-title">
      <h2 id="undo-title" className="mb-2">
        {t(isAsked ? 'importRun.undo.question' : 'importRun.undo.title')}
      </h2>
      {isAsked ? (
        <Form action={undoRun}>
          <p className="mb-2">{t('importRun.undo.effect')}</p>
          <p className="mb-2 text-ink-2">{t('importRun.undo.calendars')}</p>
          {check.words > 0 && (
            <p className="mb-2 text-ink-2">{t('importRun.undo.words', { count: check.words })}</p>
          )}
          <input type="hidden" name="runId" value={run.id} />
          {check.needs.length > 0 && (
            <TextField
              name="reason"
              label={t('importRun.undo.reason')}
              hint={check.needs.map(each => t(`importRun.undo.needs.${each}`)).join('')}
              required
            />
          )}
          <div className="mt-4 flex flex-wrap gap-2">
            <button type="submit" className="btn btn-main">
              {t('importRun.undo.confirm')}
            </button>
            <Link href={`/imports/runs/${run.id}`} className="btn">
              {t('importRun.undo.keep')}
            </Link>
          </div>
        </Form>
      ) : (
        <>
          <p className="mb-3">
            {t('importRun.undo.open', { day: addDays(dayOf(run.writtenAt), UNDO_DAYS) })}
          </p>
          <Link href={`/imports/runs/${run.id}?undo=ask`} className="btn">
            {t('importRun.undo.button')}
          </Link>
        </>
      )}
    </section>
  )
}
