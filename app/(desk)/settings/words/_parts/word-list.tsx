import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import { dropWord } from '../../actions'

type Word = { kind: string; word: string; meaning: string; said: string | null }
type Props = { say: Say; title: string; none: string; words: Word[] }

/** Words learnt from sheets with their meanings; a wrong one can be deleted. */
export function WordList({ say, title, none, words }: Props) {
  const { t } = say
  return (
    <section className="card">
      <h2 className="mb-1">{title}</h2>
      {words.length === 0 ? (
        <p className="text-ink-2">{none}</p>
      ) : (
        <div className="overflow-x-auto">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('setting.aliases.word')}</th>
                <th scope="col">{t('setting.aliases.meaning')}</th>
                {words[0]?.said && <th scope="col">{t('setting.aliases.kind')}</th>}
                <th scope="col">
                  <span className="sr-only">{t('setting.aliases.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {words.map(({ kind, word, meaning, said }) => (
                <tr key={`${kind} ${word}`}>
                  <th scope="row" className="font-normal text-base text-ink">
                    {word}
                  </th>
                  <td>{meaning}</td>
                  {said && <td className="text-ink-2">{said}</td>}
                  <td className="n">
                    <ButtonForm
                      id={`drop-${kind}-${word}`}
                      action={dropWord}
                      fields={{ kind, word, meaning }}
                      look="min-h-11 text-indigo underline"
                      label={t('setting.aliases.removeLabel', { word })}
                    >
                      {t('setting.aliases.remove')}
                    </ButtonForm>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
