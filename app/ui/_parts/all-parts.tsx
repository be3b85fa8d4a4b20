import type { ReactNode } from 'react'
import type { Say } from '@/app/_i18n/messages'
import { AgendaPart } from './agenda'
import { AlertPart } from './alert'
import { ButtonFormPart } from './button-form'
import { ClientFormPart } from './client-form'
import { DayLeafPart, DayMarkPart } from './days'
import { EmptyPart } from './empty'
import { EntryLinePart } from './entry-line'
import { FieldsPart } from './fields'
import { FilterFieldsPart } from './filter-fields'
import { FormKeyPart, FormPart } from './form'
import { FrameParts, LinkPart } from './frame'
import { MonthGridPart, WeekGridPart } from './grids'
import { InWeChatPart } from './in-wechat'
import { MoveParts } from './move'
import { AlonePart } from './part'
import { PasswordFieldsPart, ShowPasswordPart } from './passwords'
import { PeriodFootPart } from './period'
import { DoneLinePart, FrameAnswerPart, ReadOnlyBannerPart, SaidPart } from './said'
import { ShareBarPart } from './share-bar'
import { TablePart } from './table'
import { NewsTagPart, StateShapePart, TagPart } from './tag'
import { BellPart, CopyTextPart, PrintButtonPart, QrCodePart, SearchBoxPart } from './tools'

export const groups = ['words', 'forms', 'lists', 'calendars', 'tools'] as const

/** Every part, by what it is for. */
export function AllParts({ say }: { say: Say }) {
  return (
    <>
      <Group say={say} of="words">
        <AlertPart say={say} />
        <DoneLinePart say={say} />
        <SaidPart say={say} />
        <FrameAnswerPart say={say} />
        <ReadOnlyBannerPart say={say} />
        <EmptyPart say={say} />
        <InWeChatPart say={say} />
        <TagPart say={say} />
        <NewsTagPart say={say} />
        <StateShapePart />
        <LinkPart say={say} />
        <FrameParts say={say} />
        <AlonePart say={say} file="app/_ui/not-there.tsx" />
      </Group>
      <Group say={say} of="forms">
        <FormPart say={say} />
        <ClientFormPart say={say} />
        <FieldsPart say={say} />
        <PasswordFieldsPart say={say} />
        <ShowPasswordPart say={say} />
        <ButtonFormPart say={say} />
        <FormKeyPart say={say} />
      </Group>
      <Group say={say} of="lists">
        <TablePart say={say} />
        <FilterFieldsPart say={say} />
        <ShareBarPart />
      </Group>
      <Group say={say} of="calendars">
        <DayLeafPart say={say} />
        <DayMarkPart say={say} />
        <EntryLinePart say={say} />
        <MonthGridPart say={say} />
        <WeekGridPart say={say} />
        <AgendaPart say={say} />
        <PeriodFootPart say={say} />
        <MoveParts say={say} />
        <AlonePart say={say} file="app/_ui/calendar-views.tsx" />
      </Group>
      <Group say={say} of="tools">
        <BellPart say={say} />
        <SearchBoxPart say={say} />
        <QrCodePart say={say} />
        <CopyTextPart say={say} />
        <PrintButtonPart say={say} />
      </Group>
    </>
  )
}

type GroupProps = { say: Say; of: (typeof groups)[number]; children: ReactNode }

function Group({ say, of, children }: GroupProps) {
  return (
    <div id={of} className="mb-8 scroll-mt-4">
      <h2 className="mb-3 text-xl">{say.t(`ui.groups.${of}`)}</h2>
      {children}
    </div>
  )
}
