import { TextField } from '@/app/_forms/field.client'
import type { Say } from '@/app/_i18n/messages'

type Facts = {
  name: string
  staffNo: string
  post: string | null
  rankBand: string | null
  phone: string | null
  position: number
}

/** The fields of a person that do not depend on a date. */
export function PersonFields({ say: { t }, facts }: { say: Say; facts?: Facts }) {
  return (
    <>
      <TextField name="name" label={t('roster.edit.name')} value={facts?.name} required />
      <TextField
        name="staffNo"
        label={t('roster.edit.staffNo')}
        hint={facts ? undefined : t('roster.edit.staffNoHint')}
        value={facts?.staffNo}
      />
      <div className="desk:grid grid-cols-2 gap-4">
        <TextField name="post" label={t('roster.edit.post')} value={facts?.post} />
        <TextField name="rankBand" label={t('roster.edit.rankBand')} value={facts?.rankBand} />
      </div>
      <TextField
        name="phone"
        label={t('roster.edit.phone')}
        hint={t('roster.edit.phoneHint')}
        value={facts?.phone}
      />
      <TextField
        name="position"
        label={t('roster.edit.position')}
        hint={t('roster.edit.positionHint')}
        value={facts?.position}
      />
    </>
  )
}

export function personLabels({ t }: Say): Record<string, string> {
  return {
    name: t('roster.edit.name'),
    staffNo: t('roster.edit.staffNo'),
    post: t('roster.edit.post'),
    rankBand: t('roster.edit.rankBand'),
    phone: t('roster.edit.phone'),
    position: t('roster.edit.position'),
    unitId: t('roster.edit.unit'),
    fromDay: t('roster.edit.fromDay'),
  }
}
