import { Seen, SelectField, TextArea, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import type { SheetRow } from '@/lib/attendance/attendance.queries'
import { marks } from '@/lib/attendance/attendance.rules'
import type { Day } from '@/lib/core/time'
import { saveCompletion, saveCorrection, saveMakeUp, saveRowMark, saveStanding } from '../actions'

export type Props = { say: Say; row: SheetRow; activityId: number }

/** 补学 is recorded beside the mark, which stays; possible also after the roll is closed. */
export function MakeUpForm({ say, row, activityId, today, due }: Props & { today: Day; due: string | null }) {
  const { t, term } = say
  return (
    <section className="card">
      <h2>{t('attendance.person.makeUpTitle')}</h2>
      <p className="mt-1 mb-3 text-ink-2 text-sm">
        {due && t('attendance.person.makeUpLead', { due })}
        {row.makeUpDue !== null && row.makeUpDue < today && ` ${t('attendance.person.makeUpLate')}`}
      </p>
      <Form
        action={saveMakeUp}
        labels={{ day: t('attendance.person.makeUpDay'), note: t('attendance.person.makeUpNote') }}
      >
        <Which row={row} activityId={activityId} />
        <div className="grid desk:grid-cols-2 gap-x-4">
          <TextField
            name="day"
            type="date"
            label={t('attendance.person.makeUpDay')}
            value={row.madeUpOn ?? today}
          />
          <SelectField
            name="way"
            label={t('attendance.person.makeUpWay')}
            choices={(['activity', 'selfStudy', 'session'] as const).map(way => ({
              value: way,
              label: term(`makeUpWay.${way}`),
            }))}
          />
        </div>
        <TextArea
          name="note"
          label={t('attendance.person.makeUpNote')}
          hint={t('attendance.person.makeUpNoteHint')}
          rows={2}
        />
        <button type="submit" className="btn btn-main">
          {t('attendance.person.makeUpSave')}
        </button>
      </Form>
    </section>
  )
}

/** 完成日期 of an online study; an empty field means not completed. */
export function CompletionForm({ say, row, activityId, today }: Props & { today: Day }) {
  const { t } = say
  return (
    <section className="card">
      <h2 className="mb-3">{t('attendance.study.formTitle')}</h2>
      <Form action={saveCompletion} labels={{ completedOn: t('attendance.study.day') }}>
        <Which row={row} activityId={activityId} />
        <TextField
          name="completedOn"
          type="date"
          label={t('attendance.study.day')}
          hint={row.completedOn ? t('attendance.study.dayHint') : undefined}
          value={row.completedOn ?? today}
          className="max-w-60"
        />
        <button type="submit" className="btn btn-main">
          {t('attendance.study.save')}
        </button>
      </Form>
    </section>
  )
}

/** One mark with its reason, for use without the sheet's buttons; on a closed roll the reason of the correction. */
export function MarkForm({ say, row, activityId, isCorrection }: Props & { isCorrection: boolean }) {
  const { t } = say
  return (
    <section className="card">
      <h2 className="mb-3">{t('attendance.person.markTitle')}</h2>
      {isCorrection && <p className="mb-3 text-ink-2 text-sm">{t('attendance.person.correctLead')}</p>}
      <Form
        action={isCorrection ? saveCorrection : saveRowMark}
        id="mark"
        labels={{ reason: t('attendance.person.reason'), why: t('attendance.person.why') }}
      >
        <Which row={row} activityId={activityId} />
        <MarkFields say={say} row={row} />
        {isCorrection && (
          <TextField name="why" label={t('attendance.person.why')} hint={t('attendance.person.reasonHint')} />
        )}
        <button type="submit" className={isCorrection ? 'btn btn-main' : 'btn'}>
          {t('attendance.person.markSave')}
        </button>
      </Form>
    </section>
  )
}

function MarkFields({ say, row }: Pick<Props, 'say' | 'row'>) {
  const { t, term } = say
  return (
    <>
      <SelectField
        name="mark"
        label={t('attendance.person.mark')}
        value={row.mark ?? ''}
        choices={[
          { value: '', label: term('mark.none') },
          ...marks.map(mark => ({ value: mark, label: term(`mark.${mark}`) })),
        ]}
      />
      <TextField
        name="reason"
        label={`${t('attendance.person.reason')}${t('common.form.optional')}`}
        value={row.reason}
      />
    </>
  )
}

/** 应学, 免予参加 or 列席, set by hand with a reason. */
export function StandingForm({ say, row, activityId }: Props) {
  const { t, term } = say
  return (
    <section className="card">
      <h2 className="mb-3">{t('attendance.person.standingTitle')}</h2>
      <Form action={saveStanding} labels={{ reason: t('attendance.person.reason') }}>
        <Which row={row} activityId={activityId} />
        <SelectField
          name="standing"
          label={t('attendance.person.standing')}
          value={row.standing}
          choices={(['required', 'exempt', 'invited'] as const).map(standing => ({
            value: standing,
            label: term(`standing.${standing}`),
          }))}
        />
        <TextField
          name="reason"
          label={t('attendance.person.reason')}
          hint={t('attendance.person.reasonHint')}
        />
        <button type="submit" className="btn">
          {t('attendance.person.standingSave')}
        </button>
      </Form>
    </section>
  )
}

export function Which({ row, activityId }: { row: SheetRow; activityId: number }) {
  return (
    <>
      <input type="hidden" name="activityId" value={activityId} />
      <input type="hidden" name="personId" value={row.personId} />
      <Seen value={row.version} />
    </>
  )
}
