import { ButtonForm } from '@/app/_forms/button-form'
import { CheckList, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { dateWords } from '@/app/_ui/day-words'
import { Link } from '@/app/_ui/link'
import type { PastActivity, PastYear } from '@/lib/attendance/past-years/past-year.queries'
import type { Day } from '@/lib/core/time'
import { decideOnPast, resumePast } from '../actions'

type What = 'record' | 'makeUps'

export function YearPart({ say, of, today }: { say: Say; of: PastYear; today: Day }) {
  const { year, unrecorded, owing, notRecorded, makeUpsEnded } = of
  return (
    <section className="mt-6" aria-labelledby={`year-${year}`}>
      <h2 id={`year-${year}`} className="mb-3 border-line-strong border-b pb-1.5">
        {say.t('pastYear.year', { year })}
      </h2>
      <Decision say={say} what="record" year={year} rows={unrecorded} today={today} />
      <Decision say={say} what="makeUps" year={year} rows={owing} today={today} />
      <Decided say={say} what="record" rows={notRecorded} today={today} />
      <Decided say={say} what="makeUps" rows={makeUpsEnded} today={today} />
    </section>
  )
}

const words = {
  record: { title: 'pastYear.unrecorded', hint: 'pastYear.unrecordedHint', people: 'pastYear.people' },
  makeUps: { title: 'pastYear.owing', hint: 'pastYear.owingHint', people: 'pastYear.owe' },
} as const

type DecisionProps = { say: Say; what: What; year: number; rows: PastActivity[]; today: Day }

/** One list with its reason and its button; everything is ticked, and what stays open is unticked. */
function Decision({ say, what, year, rows, today }: DecisionProps) {
  if (rows.length === 0) return null
  const { t } = say
  return (
    <Form action={decideOnPast} className="card mb-5" labels={{ reason: t('pastYear.reason') }}>
      <input type="hidden" name="what" value={what} />
      <h3>{t(words[what].title, { count: rows.length })}</h3>
      <p className="mb-2 text-ink-2 text-sm">{t(words[what].hint)}</p>
      <CheckList
        name="ids"
        isLong
        label={t('pastYear.which')}
        value={rows.map(row => String(row.id))}
        choices={rows.map(row => ({
          value: String(row.id),
          label: `${row.title}（${[dateWords(say, row.day, today), row.hostName, t(words[what].people, { count: row.people })].join(' · ')}）`,
        }))}
      />
      <TextField name="reason" label={t('pastYear.reason')} />
      <button type="submit" className="btn">
        {t(`pastYear.decide.${what}`, { year })}
      </button>
    </Form>
  )
}

type DecidedProps = { say: Say; what: What; rows: PastActivity[]; today: Day }

function Decided({ say, what, rows, today }: DecidedProps) {
  if (rows.length === 0) return null
  const { t, term } = say
  return (
    <div className="mb-5">
      <h3>
        {term(what === 'record' ? 'state.notRecorded' : 'state.makeUpsEnded')}
        {' · '}
        {t('pastYear.decided', { count: rows.length })}
      </h3>
      <ul>
        {rows.map(row => (
          <li
            key={row.id}
            className="flex flex-wrap items-center gap-x-3 border-line border-t py-1.5 first:border-t-0"
          >
            <span className="min-w-0 flex-1 basis-60">
              <Link href={`/activities/${row.id}`}>{row.title}</Link>{' '}
              <span className="text-ink-3 text-sm">
                {[dateWords(say, row.day, today), row.hostName, row.reason].filter(Boolean).join(' · ')}
              </span>
            </span>
            <ButtonForm action={resumePast} fields={{ what, id: row.id }} look="btn btn-plain">
              {t('pastYear.resume')}
              <span className="sr-only"> {row.title}</span>
            </ButtonForm>
          </li>
        ))}
      </ul>
    </div>
  )
}
