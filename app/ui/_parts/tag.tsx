import type { Say } from '@/app/_i18n/messages'
import { NewsTag } from '@/app/_ui/news-tag'
import { StateShape } from '@/app/_ui/state-shape'
import { Tag } from '@/app/_ui/tag'
import { Part, Sample } from './part'

const tones = ['quiet', 'go', 'done', 'soon', 'owed'] as const

export function TagPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/tag.tsx">
      <div className="flex flex-wrap gap-4">
        {tones.map(tone => (
          <Sample key={tone} of={`tone="${tone}"`}>
            <Tag tone={tone}>{say.t('ui.tag')}</Tag>
          </Sample>
        ))}
      </div>
    </Part>
  )
}

export function StateShapePart() {
  return (
    <Part file="app/_ui/state-shape.tsx">
      <div className="flex flex-wrap gap-4">
        {tones.map(tone => (
          <Sample key={tone} of={`tone="${tone}"`}>
            <StateShape tone={tone} />
          </Sample>
        ))}
      </div>
    </Part>
  )
}

export function NewsTagPart({ say }: { say: Say }) {
  return (
    <Part file="app/_ui/news-tag.tsx">
      <div className="flex flex-wrap gap-4">
        {(['new', 'changed'] as const).map(news => (
          <Sample key={news} of={`news="${news}"`}>
            <NewsTag say={say} news={news} />
          </Sample>
        ))}
      </div>
    </Part>
  )
}
