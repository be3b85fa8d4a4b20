import { Seen, SelectField, TextField, Tick } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { idOf, orNotFound } from '@/app/_forms/or-not-found'
import type { Say } from '@/app/_i18n/messages'
import { saying } from '@/app/_i18n/say'
import { Alert } from '@/app/_ui/alert'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { titled } from '@/app/_ui/titled'
import { requireViewer } from '@/lib/access/session'
import { erasureOf } from '@/lib/organisation/accounts/erasure.queries'
import { erase } from '../../actions'

export const generateMetadata = titled('erasure.link')

type Asked = Awaited<ReturnType<typeof erasureOf>>

/** 注销: what it means, and the form; for the administrator of the top unit. */
export default async function ErasePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer()
  const asked = await orNotFound(erasureOf(viewer, idOf((await params).id)))
  const say = await saying()
  const { t } = say
  return (
    <div className="max-w-2xl">
      <PageHead
        above={<Link href={`/people/${asked.id}`}>{asked.name}</Link>}
        title={t('erasure.title', { name: asked.name })}
        below={asked.isErased ? undefined : t('erasure.lead')}
      />
      {asked.isErased ? (
        <Alert tone="note">{t('erasure.doneLead')}</Alert>
      ) : (
        <>
          <Meaning say={say} asked={asked} />
          {asked.refusal ? (
            <Alert tone="warning">{t(`erasure.refused.${asked.refusal}`)}</Alert>
          ) : (
            <EraseForm say={say} asked={asked} />
          )}
        </>
      )}
    </div>
  )
}

function Meaning({ say: { t }, asked: { texts, longer, ambiguous } }: { say: Say; asked: Asked }) {
  const goes = [t('erasure.goesOwn'), t('erasure.goesTexts'), t('erasure.goesElsewhere', { texts })]
  const stays = [t('erasure.staysCounts'), t('erasure.staysPictures'), t('erasure.staysCopies')]
  if (longer.length > 0) stays.push(t('erasure.longer', { words: longer.join('、') }))
  return (
    <section className="card mb-4">
      {(['goes', 'stays'] as const).map(what => (
        <div key={what} className="mb-3 last:mb-0">
          <h2>{t(`erasure.${what}`)}</h2>
          <ul className="mt-1 list-disc pl-5">
            {(what === 'goes' ? goes : stays).map(line => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      ))}
      {ambiguous > 0 && <Alert tone="warning">{t('erasure.ambiguous', { count: ambiguous })}</Alert>}
    </section>
  )
}

function EraseForm({ say: { t }, asked }: { say: Say; asked: Asked }) {
  const { id, version, proofs, openYears } = asked
  const labels = {
    proofs: t('erasure.proofs', { count: proofs }),
    openYears: t('erasure.openYearsTick'),
    typedName: t('erasure.typedName'),
  }
  return (
    <Form action={erase} labels={labels} className="card">
      <input type="hidden" name="personId" value={id} />
      <Seen value={version} />
      {openYears.length > 0 && (
        <div className="mb-4">
          <h2>{t('erasure.openYears', { years: openYears.join('、') })}</h2>
          <p className="mt-1 text-ink-2">{t('erasure.openYearsLead')}</p>
          <Tick name="openYears" label={labels.openYears} />
        </div>
      )}
      {proofs > 0 ? (
        <SelectField
          name="proofs"
          label={labels.proofs}
          hint={t('erasure.proofsHint')}
          choices={[
            { value: '', label: t('erasure.proofsChoose') },
            { value: 'remove', label: t('erasure.proofsRemove') },
            { value: 'keep', label: t('erasure.proofsKeep') },
          ]}
        />
      ) : (
        <input type="hidden" name="proofs" value="remove" />
      )}
      <TextField name="typedName" label={labels.typedName} autoComplete="off" required />
      <button type="submit" className="btn btn-main">
        {t('erasure.submit')}
      </button>
    </Form>
  )
}
