import type { Say } from '@/app/_i18n/messages'
import { chooseLanguage } from '../actions'

/** Each language under its own name; choosing one renders the page again in it. */
export function LanguageSwitch({
  say,
  className = 'min-h-11 px-2 text-ink-2 text-sm',
}: {
  say: Say
  className?: string
}) {
  const other = say.locale === 'zh' ? 'en' : 'zh'
  return (
    <form action={chooseLanguage}>
      <button
        type="submit"
        name="locale"
        value={other}
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        className={className}
      >
        {say.term(`language.${other}`)}
      </button>
    </form>
  )
}
