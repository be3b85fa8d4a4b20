import { ShareBar } from '@/app/_ui/share-bar'
import { Part, Sample } from './part'

const shares = [
  [0, 0],
  [0, 12],
  [7, 12],
  [12, 12],
] as const

export function ShareBarPart() {
  return (
    <Part file="app/_ui/share-bar.tsx">
      <div className="grid max-w-md grid-cols-1 gap-3">
        {shares.map(([numerator, denominator]) => (
          <Sample key={`${numerator}/${denominator}`} of={`${numerator}/${denominator}`}>
            <ShareBar numerator={numerator} denominator={denominator} />
          </Sample>
        ))}
      </div>
    </Part>
  )
}
