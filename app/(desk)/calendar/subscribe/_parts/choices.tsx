import { CheckList, SelectField, TextField } from '@/app/_forms/field.client'
import type { Say } from '@/app/_i18n/messages'
import { alarmChoices } from '@/lib/calendar/feeds/feed.rules'
import { type FeedKind, kindsOf } from '@/lib/calendar/feeds/item.rules'

type Props = {
  say: Say
  kind: 'person' | 'unit'
  value: { name: string; shown: readonly FeedKind[]; alarmMinutes: number | null }
}

/** The options of a feed, when it is created and later. */
export function Choices({ say, kind, value }: Props) {
  const { t } = say
  return (
    <>
      <TextField
        name="name"
        label={t('feed.page.name')}
        hint={t('feed.page.nameHint')}
        value={value.name}
        required
      />
      <CheckList
        name="shown"
        label={t('feed.page.shown')}
        value={[...value.shown]}
        choices={kindsOf[kind].map(each => ({ value: each, label: kindWord(say, kind, each) }))}
      />
      <SelectField
        name="alarm"
        label={t('feed.page.alarm')}
        hint={t('feed.page.alarmHint')}
        value={String(value.alarmMinutes ?? 'none')}
        choices={alarmChoices.map(minutes => ({
          value: String(minutes ?? 'none'),
          label: alarmWords(say, minutes),
        }))}
      />
    </>
  )
}

export function kindWord({ t }: Say, of: 'person' | 'unit', kind: FeedKind): string {
  return of === 'unit' ? t(`feed.kindOfUnit.${kind}`) : t(`feed.kind.${kind}`)
}

export function alarmWords({ t }: Say, minutes: number | null): string {
  const known = alarmChoices.find(each => each === minutes) ?? null
  return known === null ? t('feed.page.alarmNone') : t(`feed.page.alarm${known}`)
}

export function labelsOf({ t }: Say): Record<string, string> {
  return { name: t('feed.page.name'), shown: t('feed.page.shown'), alarm: t('feed.page.alarm') }
}
