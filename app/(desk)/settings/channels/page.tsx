import { ButtonForm } from '@/app/_forms/button-form'
import { Seen, SelectField, TextField } from '@/app/_forms/field.client'
import { Form } from '@/app/_forms/form'
import { SaveButton } from '@/app/_forms/versioned.client'
import { saying } from '@/app/_i18n/say'
import { Link } from '@/app/_ui/link'
import { PageHead } from '@/app/_ui/page-head'
import { TableCard } from '@/app/_ui/table'
import { titled } from '@/app/_ui/titled'
import { channelsInUse } from '@/lib/organisation/settings/setting.queries'
import { media } from '@/lib/organisation/settings/setting.rules'
import { settingsViewer } from '../_parts/viewer'
import { dropChannel, saveChannel } from '../actions'

export const generateMetadata = titled('setting.nav.channels')

type Props = { searchParams: Promise<{ edit?: string }> }

export default async function ChannelsPage({ searchParams }: Props) {
  const viewer = await settingsViewer()
  const [channels, { edit }, say] = await Promise.all([channelsInUse(viewer), searchParams, saying()])
  const { t } = say
  const labels = {
    name: t('setting.channels.name'),
    medium: t('setting.channels.medium'),
    unitWord: t('setting.channels.unitWord'),
  }
  const edited = channels.find(channel => String(channel.id) === edit)
  return (
    <>
      <PageHead title={t('setting.nav.channels')} below={t('setting.channels.lead')} />
      <div className="grid desk:grid-cols-3 items-start gap-4">
        <section className="card desk:order-last" aria-labelledby="channel-title">
          <h2 id="channel-title" className="mb-3">
            {edited ? t('setting.channels.editTitle', { name: edited.name }) : t('setting.channels.addTitle')}
          </h2>
          <Form key={edit ?? 'new'} id="channel" edits={edited && true} labels={labels} action={saveChannel}>
            <input type="hidden" name="channelId" value={edited?.id ?? ''} />
            <Seen value={edited?.version ?? null} />
            <TextField name="name" label={t('setting.channels.name')} value={edited?.name} required />
            <SelectField
              name="medium"
              label={t('setting.channels.medium')}
              value={edited?.medium}
              choices={media.map(medium => ({ value: medium, label: say.term(`medium.${medium}`) }))}
            />
            <TextField
              name="unitWord"
              label={t('setting.channels.unitWord')}
              value={edited?.unitWord}
              required
            />
            <div className="flex gap-2">
              <SaveButton>{edited ? t('setting.channels.save') : t('setting.channels.add')}</SaveButton>
              {edited && (
                <Link href="/settings/channels" className="btn">
                  {t('setting.channels.cancel')}
                </Link>
              )}
            </div>
          </Form>
        </section>
        <div className="desk:col-span-2 min-w-0">
          <TableCard label={t('setting.nav.channels')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('setting.channels.name')}</th>
                  <th scope="col">{t('setting.channels.medium')}</th>
                  <th scope="col">{t('setting.channels.unitWord')}</th>
                  <th scope="col" className="n">
                    {t('setting.channels.used')}
                  </th>
                  <th scope="col">
                    <span className="sr-only">{t('setting.channels.remove')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {channels.map(channel => (
                  <tr key={channel.id}>
                    <th scope="row" className="font-normal text-base text-ink">
                      <Link href={`/settings/channels?edit=${channel.id}`}>{channel.name}</Link>
                    </th>
                    <td className="whitespace-nowrap">{say.term(`medium.${channel.medium}`)}</td>
                    <td>{channel.unitWord}</td>
                    <td className="n text-ink-2">
                      {channel.used > 0 ? t('setting.channels.usedCount', { count: channel.used }) : '—'}
                    </td>
                    <td className="n">
                      {channel.used === 0 && (
                        <ButtonForm
                          id={`drop-${channel.id}`}
                          action={dropChannel}
                          fields={{ channelId: channel.id, version: channel.version }}
                          look="min-h-11 text-indigo underline"
                          label={t('setting.channels.removeLabel', { name: channel.name })}
                        >
                          {t('setting.channels.remove')}
                        </ButtonForm>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableCard>
        </div>
      </div>
    </>
  )
}
