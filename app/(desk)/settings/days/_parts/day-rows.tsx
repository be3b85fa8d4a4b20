import { Seen } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import type { MessageKey, Say } from '@/app/_i18n/messages'
import { Tag } from '@/app/_ui/tag'
import { weekdayOf } from '@/lib/core/time'
import { dropDay } from '../../actions'
import type { NamedDay } from './named-days'

export function DayRows({ say, days }: { say: Say; days: NamedDay[] }) {
  const { t } = say
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('setting.days.day')}</th>
          <th scope="col">{t('setting.days.weekday')}</th>
          <th scope="col">{t('setting.days.kind')}</th>
          <th scope="col">{t('setting.days.name')}</th>
          <th scope="col">{t('setting.days.source')}</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, kind, name, version }) => (
          <tr key={day}>
            <th scope="row" className="whitespace-nowrap font-normal text-base text-ink">
              {day}
            </th>
            <td className="whitespace-nowrap">{t(`common.weekday.w${weekdayOf(day)}` as MessageKey)}</td>
            <td>
              <Tag tone={kind === 'off' ? 'done' : 'soon'}>{t(`setting.days.${kind}`)}</Tag>
            </td>
            <td>{name}</td>
            <td className="whitespace-nowrap text-ink-2">
              {version === null ? (
                t('setting.days.fromPublished')
              ) : (
                <Form id={`drop-${day}`} action={dropDay}>
                  <input type="hidden" name="day" value={day} />
                  <Seen value={version} />
                  {t('setting.days.fromOffice')}{' '}
                  <button
                    type="submit"
                    className="text-indigo underline"
                    aria-label={t('setting.days.removeLabel', { day })}
                  >
                    {t('setting.days.remove')}
                  </button>
                </Form>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
