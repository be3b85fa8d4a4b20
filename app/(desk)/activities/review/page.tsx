import { notFound } from 'next/navigation'
import { ButtonForm } from '@/app/_forms/button-form'
import { CheckList, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { dateWords } from '@/app/_ui/day-words'
import { Empty } from '@/app/_ui/empty'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { holds } from '@/lib/access/access.rules'
import { requireViewer } from '@/lib/access/session'
import { type Reviewed, reviewList } from '@/lib/activity/review/review.queries'
import { now } from '@/lib/core/clock'
import { type Day, dayOf } from '@/lib/core/time'
import type { WorkKind } from '@/lib/organisation/legal-work/legal-work.rules'
import { entryOf } from '@/lib/organisation/review/review.rules'
import { decide, submit } from './actions'

export const generateMetadata = titled('review.title')

/** 待审核: what the street passes or sends back, and what of the own unit waits or came back. */
export default async function ReviewPage() {
  const viewer = await requireViewer()
  if (!holds(viewer, 'organiser', 'administrator')) notFound()
  const say = await saying()
  const today = dayOf(now())
  const rows = await reviewList(viewer)
  const toDecide = rows.filter(each => each.mayDecide && each.review === 'waiting')
  const own = rows.filter(each => !each.mayDecide && each.review === 'waiting')
  const back = rows.filter(each => each.review === 'sentBack')
  const { t } = say
  return (
    <>
      <PageHead
        above={<Link href="/activities">{t('activity.list.title')}</Link>}
        title={t('review.title')}
        below={t('review.lead')}
      />
      {rows.length === 0 && <Empty text={t('review.none')} />}
      {toDecide.length > 0 && (
        <Form action={decide} className="card mb-5" labels={{ reason: t('review.reason') }}>
          <h2>{t('review.toDecide', { count: toDecide.length })}</h2>
          <CheckList
            name="entries"
            isLong
            label={t('review.which')}
            value={toDecide.map(entryOf)}
            choices={toDecide.map(row => ({ value: entryOf(row), label: wordsOf(say, row, today) }))}
          />
          <TextField name="reason" label={t('review.reason')} />
          <div className="flex flex-wrap gap-2">
            <button type="submit" name="decision" value="pass" className="btn btn-main">
              {t('review.pass')}
            </button>
            <button type="submit" name="decision" value="sendBack" className="btn">
              {t('review.sendBack')}
            </button>
          </div>
        </Form>
      )}
      <Listed say={say} title={t('review.own', { count: own.length })} rows={own} today={today} />
      <Listed say={say} title={t('review.sentBackList', { count: back.length })} rows={back} today={today} />
    </>
  )
}

function wordsOf(say: Say, row: Reviewed, today: Day): string {
  const heads = row.heads === null ? null : say.t('review.heads', { heads: row.heads })
  const words = [dateWords(say, row.day, today), row.unitName, whatOf(say, row), row.place, heads]
  return `${row.name}（${words.filter(Boolean).join(' · ')}）`
}

function whatOf(say: Say, { kind, what }: Reviewed): string {
  return kind === 'legalWork' ? say.t(`legalWork.kind.${what as WorkKind}`) : what
}

const pathOf = { activity: '/activities', output: '/outputs', legalWork: '/advisers/work' }

type ListedProps = { say: Say; title: string; rows: Reviewed[]; today: Day }

function Listed({ say, title, rows, today }: ListedProps) {
  if (rows.length === 0) return null
  return (
    <section className="mt-6">
      <h2 className="border-line-strong border-b pb-1.5">{title}</h2>
      <ul>
        {rows.map(row => (
          <li
            key={`${row.kind}${row.id}`}
            className="flex flex-wrap items-center gap-x-3 border-line border-b py-1.5"
          >
            <span className="min-w-0 flex-1 basis-60">
              <Link href={`${pathOf[row.kind]}/${row.id}`} className="inline-flex min-h-11 items-center">
                {row.name}
              </Link>{' '}
              <span className="text-ink-3 text-sm">
                {[dateWords(say, row.day, today), row.unitName, whatOf(say, row), row.reviewReason]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {row.review === 'sentBack' && (
              <ButtonForm action={submit} fields={{ entry: entryOf(row) }} look="btn btn-plain">
                {say.t('review.submit')}
                <span className="sr-only"> {row.name}</span>
              </ButtonForm>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
