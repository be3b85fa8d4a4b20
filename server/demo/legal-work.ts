import { sql } from 'drizzle-orm'
import { db } from '@/db/client'
import type { Viewer } from '@/lib/access/access.rules'
import type { Day } from '@/lib/core/time'
import { addWork } from '@/lib/organisation/legal-work/legal-work.commands'
import type { WorkKind } from '@/lib/organisation/legal-work/legal-work.rules'
import { officeNow } from './office'
import { advisers } from './outputs'
import { STREET } from './street'

export interface Work {
  day: Day
  kind: WorkKind
  unit: string
  /** The adviser; null: one of the two leaders of the street, by turns. */
  adviser: string | null
  matter: string
  paper: string | null
}

const street = (day: Day, kind: WorkKind, matter: string, paper: string | null = null): Work => {
  return { day, kind, unit: STREET, adviser: '贺文澜', matter, paper }
}
const leader = (day: Day, kind: WorkKind, matter: string, paper: string | null = null): Work => {
  return { day, kind, unit: STREET, adviser: null, matter, paper }
}

/** 2023: what the street's full-time adviser, those of the communities and the two leaders took part in. */
export const works: readonly Work[] = [
  street('2023-02-16', 'decision', '老旧小区改造方案', '合法性审查意见书'),
  street('2023-04-20', 'decision', '农贸市场搬迁方案', '合法性审查意见书'),
  street('2023-05-11', 'lawsuit', '政府信息公开答复案'),
  street('2023-07-06', 'decision', '网格调整方案'),
  street('2023-09-14', 'advice', '物业服务合同审查'),
  street('2023-10-19', 'lawsuit', '违法建设处置案'),
  street('2023-11-23', 'decision', '社区用房使用方案', '会议纪要'),
  ...advisers
    .filter(each => each.unit !== STREET && (each.to === null || each.to > '2023-08-01'))
    .map((each, at): Work => {
      const day = `2023-08-${String(at + 10)}`
      return {
        day,
        kind: 'mediation',
        unit: each.unit,
        adviser: each.name,
        matter: '邻里纠纷',
        paper: '调解协议书',
      }
    }),
  leader('2023-01-18', 'specialStudy', '法治政府建设工作要点', '党工委会议纪要'),
  leader('2023-03-15', 'lawBefore', '《宪法》'),
  leader('2023-06-14', 'hearing', '上半年普法依法治理工作'),
  leader('2023-06-20', 'lawBefore', '《行政复议法》'),
  leader('2023-09-20', 'trial', '行政诉讼案件庭审'),
  leader('2023-09-20', 'trial', '行政诉讼案件庭审'),
  leader('2023-10-19', 'court', '违法建设处置案'),
  leader('2023-12-27', 'account', '年终述法', '述法报告'),
  leader('2023-12-27', 'account', '年终述法', '述法报告'),
]

export async function recordLegalWork(viewer: Viewer): Promise<void> {
  const { unitId } = await officeNow()
  const leaders = await db.all<{ staffNo: string }>(sql`
    select p.staff_no as staffNo from person p join membership m on m.person_id = p.id
    where m.unit_id = ${unitId(STREET)} and m.from_day <= '2023-01-01' and m.to_day is null order by p.position, p.id limit 2`)
  for (const [at, { unit, adviser, ...facts }] of works.entries()) {
    const who = adviser ?? leaders[at % leaders.length]?.staffNo ?? ''
    const input = { ...facts, who, unitId: unitId(unit), idempotencyKey: `legal work ${at}` }
    const made = await addWork(viewer, input)
    if (!made.ok) throw new Error(`${facts.day} ${facts.matter}: ${made.reason}`)
  }
}
