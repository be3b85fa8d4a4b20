import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { inScope } from '@/lib/access/access.queries'
import type { Viewer } from '@/lib/access/access.rules'
import type { Day } from '@/lib/core/time'

type Member = {
  tagId: number
  body: string
  role: 'head' | 'deputy' | 'member'
  name: string
  post: string | null
}

/** 领导小组 and other bodies with who has a role in them on the day, of the viewer's units: the head first. */
export async function bodiesOf(viewer: Viewer, day: Day) {
  const members = await db.all<Member>(sql`
    select t.id as tagId, t.name as body, b.role, p.name, p.post
    from body_role b join tag t on t.id = b.tag_id join person p on p.id = b.person_id
    where exists (select 1 from person_tag h where h.tag_id = b.tag_id and h.person_id = b.person_id
        and h.from_day <= ${day} and (h.to_day is null or h.to_day >= ${day}))
      and exists (select 1 from membership m join unit u on u.id = m.unit_id where m.person_id = p.id
        and m.from_day <= ${day} and (m.to_day is null or m.to_day >= ${day}) and ${inScope(viewer, sql`u.path`)})
    order by t.id, case b.role when 'head' then 0 when 'deputy' then 1 else 2 end, p.position, p.id`)
  return [...new Set(members.map(each => each.tagId))].map(tagId => ({
    tagId,
    name: members.find(each => each.tagId === tagId)?.body ?? '',
    members: members.filter(each => each.tagId === tagId),
  }))
}
export type Body = Awaited<ReturnType<typeof bodiesOf>>[number]
