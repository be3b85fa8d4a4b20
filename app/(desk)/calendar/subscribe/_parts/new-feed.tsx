import { SelectField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { FormKey } from '@/app/_forms/form-key'
import type { Say } from '@/app/_i18n/messages'
import { Alert } from '@/app/_ui/alert'
import { unitChoices } from '@/app/_ui/unit-choices'
import { kindsOf } from '@/lib/calendar/feeds/item.rules'
import type { UnitOption } from '@/lib/organisation/people/person.queries'
import { makeFeed } from '../actions'
import { Choices, labelsOf } from './choices'
import { NewAddress } from './new-address.client'

type Props = {
  say: Say
  base: string
  /** The units whose calendar can be chosen; without them it is the viewer's own. */
  units?: UnitOption[]
  /** The unit preselected by the address. */
  unitId?: number
}

/** The form for a new address, which shows the address once it is made. */
export function NewFeed({ say, base, units, unitId }: Props) {
  const { t } = say
  const kind = units ? 'unit' : 'person'
  return (
    <Form
      action={makeFeed}
      id={units ? 'of-unit' : undefined}
      labels={{ ...labelsOf(say), unitId: t('feed.page.unit') }}
    >
      <NewAddress
        words={{
          open: t('feed.page.open'),
          copyLabel: t('feed.page.copyLabel'),
          copy: t('feed.page.copy'),
          copied: t('feed.page.copied'),
          secret: t('feed.page.secret'),
          qr: t('feed.page.qr'),
          qrHint: t('feed.page.qrHint'),
        }}
        loopback={
          <Alert tone="warning" className="">
            {t('feed.page.loopback', { base })}
          </Alert>
        }
      />
      {units && (
        <SelectField name="unitId" label={t('feed.page.unit')} value={unitId} choices={unitChoices(units)} />
      )}
      <Choices
        say={say}
        kind={kind}
        value={{
          name: t('feed.page.namePhone'),
          shown: kindsOf[kind],
          alarmMinutes: units ? null : 120,
        }}
      />
      <FormKey />
      <button type="submit" className="btn btn-main desk:w-auto w-full">
        {t('feed.page.create')}
      </button>
    </Form>
  )
}
