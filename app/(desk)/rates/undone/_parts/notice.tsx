import type { Say } from '@/app/_i18n/messages'
import { CopyText } from '@/app/_ui/copy-text.client'
import { groupsOf } from '@/lib/statistics/goal/goal.rules'
import type { UndoneRow } from '@/lib/statistics/undone/undone.queries'
import type { Duty } from '@/lib/statistics/undone/undone.rules'
import { dayIn } from '../../_parts/span-words'
import { lineOf } from '../../goal/_parts/step-words'

const WRITTEN = 500

type Props = { say: Say; unitName: string; duty: Duty | null; asOf: string; rows: UndoneRow[] }

/** The text to send: who has to do what by when, by unit; only what can still be done. */
export function Notice({ say, unitName, duty, asOf, rows }: Props) {
  const { t } = say
  const todo = rows.filter(each => each.state !== 'past')
  if (todo.length === 0) return null
  const places = { asOf: dayIn(say, asOf), unit: unitName }
  const text = [
    duty
      ? t('undone.text.headDuty', { ...places, duty: t(`undone.duty.${duty}`) })
      : t('undone.text.head', places),
    ...[...groupsOf(todo.slice(0, WRITTEN), each => each.unitName)].flatMap(([unit, undone]) => [
      t('goal.text.unit', { unit }),
      ...undone.map(each => lineOf(say, each, 'examParticipationRate', asOf)),
    ]),
  ].join('\n')
  const past = rows.length - todo.length
  return (
    <section className="mt-6 max-w-3xl print:hidden" aria-labelledby="notice">
      <h2 id="notice" className="mb-2">
        {t('undone.text.title')}
      </h2>
      <CopyText
        text={text}
        label={t('undone.text.title')}
        copy={t('undone.text.copy')}
        copied={t('undone.text.copied')}
      />
      {todo.length > WRITTEN && (
        <p className="mt-1 text-ink-2">{t('undone.text.cut', { count: WRITTEN, total: todo.length })}</p>
      )}
      {past > 0 && <p className="mt-1 text-ink-2">{t('undone.text.past', { count: past })}</p>}
    </section>
  )
}
