import { SelectField, TextField, Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { Say } from '@/app/_i18n/messages'
import { TableCard } from '@/app/_ui/table'
import type { MeetingLogDraft } from '@/lib/attendance/meeting-log/meeting-log.queries'
import { headsOfRow, isEnough, meetingLogFields } from '@/lib/attendance/meeting-log/meeting-log.sheet'
import { saveColumns } from '../../actions'

const SAMPLE = 12

/** Asks once for the meaning of each column, with the first rows of the file as a preview. */
export function ColumnsForm({ say, draft }: { say: Say; draft: MeetingLogDraft }) {
  const { t } = say
  const { headRow, mapping, profile } = draft.options
  const { rows, rowNumbers } = draft.table
  const heads = headsOfRow(rows[rowNumbers.indexOf(headRow)] ?? []).filter(Boolean)
  const choices = [
    { value: '', label: t('meetingLog.columns.none') },
    ...heads.map(head => ({ value: head, label: head })),
  ]
  const labels = {
    headRow: t('meetingLog.columns.headRow'),
    profile: t('meetingLog.columns.profile'),
    ...Object.fromEntries(meetingLogFields.map(field => [field, t(`meetingLog.field.${field}`)])),
  }
  const several = heads.find(head => head.endsWith('#2'))
  return (
    <>
      <p className="mb-2 max-w-3xl text-ink-2">{t('meetingLog.columns.lead', { file: draft.fileName })}</p>
      {Object.keys(mapping.columns).length === 0 && (
        <p className="mb-2 text-ochre">{t('meetingLog.columns.missing')}</p>
      )}
      {mapping.columns.name && !isEnough(mapping) && (
        <p className="mb-2 text-ochre">{t('meetingLog.columns.noTimes')}</p>
      )}
      {several && (
        <p className="mb-2 text-ochre">{t('meetingLog.columns.several', { head: several.slice(0, -2) })}</p>
      )}
      <Form action={saveColumns} labels={labels} className="card mb-6 max-w-3xl">
        <input type="hidden" name="draftId" value={draft.id} />
        <div className="flex flex-wrap items-end gap-x-3">
          <TextField name="headRow" label={labels.headRow} value={headRow} type="number" className="w-40" />
          <button type="submit" name="look" value="on" className="btn mb-4">
            {t('meetingLog.columns.look')}
          </button>
        </div>
        <div className="grid gap-x-5 sm:grid-cols-2">
          {meetingLogFields.map(field => (
            <SelectField
              key={field}
              name={field}
              label={t(`meetingLog.field.${field}`)}
              choices={choices}
              value={mapping.columns[field] ?? ''}
            />
          ))}
          <SelectField
            name="minutesIn"
            label={t('meetingLog.columns.unit')}
            value={mapping.unit}
            choices={(['minute', 'second'] as const).map(value => ({
              value,
              label: t(`meetingLog.columns.${value}`),
            }))}
          />
          <TextField
            name="profile"
            label={labels.profile}
            hint={t('meetingLog.columns.profileHint')}
            value={profile}
            autoComplete="off"
          />
        </div>
        <Tick name="onlyNames" label={t('meetingLog.columns.onlyNames')} value={mapping.onlyNames} />
        <button type="submit" className="btn btn-main">
          {t('meetingLog.columns.submit')}
        </button>
      </Form>
      <h2 className="mb-2">{t('meetingLog.columns.sample')}</h2>
      <TableCard label={t('meetingLog.columns.sample')}>
        <table>
          <tbody>
            {rows.slice(0, SAMPLE).map((cells, at) => (
              <tr key={rowNumbers[at]}>
                <th scope="row" className="n">
                  {rowNumbers[at]}
                </th>
                {cells.slice(0, SAMPLE).map((text, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is identified by its position
                  <td key={column} className="whitespace-nowrap">
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableCard>
    </>
  )
}
