import type { Say } from '@/app/_i18n/messages'

/** The two downloads of one person's data: plain links, which need no script. */
export function OwnDataLinks({ say, href }: { say: Say; href: string }) {
  return (
    <p className="flex flex-wrap gap-2">
      <a href={href} className="btn" download>
        {say.t('ownData.xlsx')}
      </a>
      <a href={`${href}?as=json`} className="btn" download>
        {say.t('ownData.json')}
      </a>
    </p>
  )
}
