import type { Say } from '@/app/_i18n/messages'

type Props = {
  say: Say
  hosts: { id: number; name: string }[]
  hostId: number | null
  /** Parameters of the address that are kept: the time, the view. */
  kept: Record<string, string | number | null | undefined>
}

/** Filters the events by community, or shows those of all hosts. */
export function HostForm({ say, hosts, hostId, kept }: Props) {
  return (
    <form action="/public" className="flex desk:w-auto w-full items-center gap-2">
      {Object.entries(kept).map(([name, value]) =>
        value == null ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <label htmlFor="unit" className="flex-none text-ink-2 text-sm">
        {say.t('calendar.public.host')}
      </label>
      <select id="unit" name="unit" defaultValue={hostId ?? ''} className="field min-w-0">
        <option value="">{say.t('calendar.public.all')}</option>
        {hosts.map(host => (
          <option key={host.id} value={host.id}>
            {host.name}
          </option>
        ))}
      </select>
      <button type="submit" className="btn flex-none">
        {say.t('calendar.show')}
      </button>
    </form>
  )
}
