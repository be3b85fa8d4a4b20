import { TextField, Tick } from '@/app/_forms/field.client'
import type { Say } from '@/app/_i18n/messages'

type Props = {
  say: Say
  unit: { id: number; name: string }
  /** The unit's own values; null if it takes no part. */
  part: { weight: number | '' | null; time: string } | null
  /** The sum of the unit's weights on the other work points. */
  elsewhere: number
}

/** One unit: whether it takes part, and its own weight and deadline if they differ from the common ones. */
export function UnitRow({ say: { t }, unit, part, elsewhere }: Props) {
  const { id, name } = unit
  return (
    <li className="flex flex-wrap items-center gap-x-2 py-1">
      <div className="min-w-0 flex-1 basis-28">
        <Tick
          name={`unit-${id}`}
          label={
            <span className="flex flex-wrap gap-x-2">
              {name}
              {elsewhere > 0 && (
                <span className="text-ink-3 text-sm">
                  {t('workPoint.otherWeights', { weight: elsewhere })}
                </span>
              )}
            </span>
          }
          value={part !== null}
          className=""
        />
      </div>
      <TextField
        name={`weight-${id}`}
        label={<span className="sr-only">{t('workPoint.weightOf', { unit: name })}</span>}
        value={part?.weight}
        autoComplete="off"
        className="mb-0! desk:w-20 w-14"
      />
      <TextField
        name={`time-${id}`}
        label={<span className="sr-only">{t('workPoint.timeOf', { unit: name })}</span>}
        value={part?.time}
        autoComplete="off"
        className="mb-0! desk:w-32 w-24"
      />
    </li>
  )
}
