import { ButtonForm } from '@/app/_forms/button-form'
import type { Say } from '@/app/_i18n/messages'
import type { RememberedHead } from '@/lib/import/remembered-heads.queries'
import { dropHead } from '../../actions'

/** Heads of sheets with the column they mean, said in a preview; a wrong one can be forgotten. */
export function HeadList({ say, heads }: { say: Say; heads: RememberedHead[] }) {
  const { t } = say
  return (
    <section className="card">
      <h2 className="mb-1">{t('setting.heads.title')}</h2>
      {heads.length === 0 ? (
        <p className="text-ink-2">{t('setting.heads.none')}</p>
      ) : (
        <div className="overflow-x-auto">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('setting.heads.head')}</th>
                <th scope="col">{t('setting.heads.meaning')}</th>
                <th scope="col">{t('setting.heads.kind')}</th>
                <th scope="col">
                  <span className="sr-only">{t('setting.heads.forget')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {heads.map(({ id, kind, head, meaning }) => (
                <tr key={id}>
                  <th scope="row" className="font-normal text-base text-ink">
                    {head}
                  </th>
                  <td>{meaning ?? t('setting.heads.leftAlone')}</td>
                  <td className="whitespace-nowrap text-ink-2">{t(`import.kind.${kind}`)}</td>
                  <td className="n">
                    <ButtonForm
                      id={`forget-${id}`}
                      action={dropHead}
                      fields={{ headId: id }}
                      look="min-h-11 text-indigo underline"
                      label={t('setting.heads.forgetLabel', { head })}
                    >
                      {t('setting.heads.forget')}
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
