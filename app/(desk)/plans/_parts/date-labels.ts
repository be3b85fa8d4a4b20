import type { Say } from '@/app/_i18n/messages'

/** The field labels shared by the forms for one date and for several. */
export function dateLabels({ t }: Say) {
  return {
    title: t('plan.date.name'),
    starts: t('plan.date.starts'),
    ends: t('plan.date.ends'),
    place: t('plan.date.place'),
    lecturer: t('plan.date.lecturer'),
    lecturerRank: t('plan.date.lecturerRank'),
    compulsory: t('plan.date.compulsory'),
  }
}
