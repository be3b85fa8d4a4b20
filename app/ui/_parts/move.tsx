import type { Say } from '@/app/_i18n/messages'
import { MoveFields, moveWords } from '@/app/(desk)/calendar/_parts/move-fields'
import { entriesIn } from './entries'
import { SampleMonth } from './grids'
import { MoveByButton, MoveByDrag } from './move-sample.client'
import { Part, Sample } from './part'

/** Dialogs whose answers come from the browser: nothing is sent. */
export function MoveParts({ say }: { say: Say }) {
  const { t } = say
  const shared = {
    words: moveWords(say, 2026),
    fields: <MoveFields say={say} />,
    entries: entriesIn(say).map(({ id, title, day }) => ({ id, title, day })),
    conflict: t('ui.conflict'),
  }
  return (
    <>
      <Part file="app/_ui/move-dialog.client.tsx">
        <div>
          <MoveByButton {...shared} label={t('ui.openDialog')} />
        </div>
      </Part>
      <Part file="app/_ui/move-day.client.tsx">
        <Sample of={t('ui.dragHint')}>
          <MoveByDrag {...shared}>
            <SampleMonth say={say} />
          </MoveByDrag>
        </Sample>
      </Part>
    </>
  )
}
