import type { Say } from '@/app/_i18n/messages'

/** The fields that dating one time and dating several have in common. */
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
