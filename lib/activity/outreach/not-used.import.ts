import type { Asking } from '@/lib/spreadsheet/doubt.rules'
import { ask, type Cells, type Choice } from '@/lib/spreadsheet/importer.rules'
import { isNothing } from '@/lib/spreadsheet/numbers.rules'

const notUsed =
  /未(?:发(?!现|生)|用|领|贴|挂|张贴|悬挂|播|印|到货)|没(?:有)?(?:发|用|领|贴|挂|播)|尚未|还未|暂未|待(?:发|领)|退[回还货库]|作废|报废|破损|损[坏毁耗]|库存|剩余?|结余|余下|留存|存(?:放|于)|丢失|召回|缺页|印错|错印/
const allUsed =
  /(?:无|没有?|零|不)(?:库存|剩余?|结余|退[回还货]|作废|破损|报废)|(?:库存|剩余?|结余|退[回还]|作废|破损)(?:为|数)?[:：]?(?:0|零|无)(?!\d)|(?:已|全部?)(?:补发|发完)/

/** What a remark beside a quantity says against all of it having been used: 未发, 退回50; `count` where it says how many. */
export function notUsedIn(text: string): { count: number | null } | null {
  const plain = text.normalize('NFKC').replace(/《[^》]*》|\s/g, '')
  // 退回50册，其余已发完: each clause says its own.
  const isSaid = plain.split(/[,，;；。]/).some(each => notUsed.test(each) && !allUsed.test(each))
  if (!isSaid) return null
  // 退回50册; 其中50册未发. A day, as 6月5日退回, is no number of copies.
  const counts = [
    ...plain
      .replace(/\d+[年月日号.\-/](?:\d+[月日号]?)?/g, '')
      .matchAll(/\d+(?=[份册本张个条块把套件支盒袋幅只顶]|$|[,，。;；、)）])/g),
  ]
  const [only] = counts.length === 1 ? counts : []
  return { count: only ? Number(only[0]) : null }
}

/**
 * The quantity that counts where a remark says that not all was used: asked, once for all that say the same; where a
 * number is named, of one channel. 0 where none counts, null where it was asked.
 */
export function usedAsked(
  { faults, options, row }: Asking,
  { remark = '' }: Cells['cells'],
  quantity: number,
  channel: string,
): number | null {
  const said = notUsedIn(remark)
  if (said === null || quantity === 0) return quantity
  const { count } = said
  const isPart = count !== null && count > 0 && count < quantity
  const none: Choice = { value: 'none', choice: 'countNone' }
  const less: Choice[] = isPart ? [{ value: 'less', choice: 'countLess', places: { count } }] : []
  const answer = ask(faults, options, {
    row,
    field: 'remark',
    reason: 'saidNotUsed',
    isDoubt: true,
    places: { text: remark, quantity },
    alike: isPart ? `${remark} ${channel}` : remark,
    choices: [...less, none, { value: 'all', choice: 'countAll' }],
  })
  if (answer === null) return null
  if (answer === 'none') return 0
  return answer === 'less' && isPart ? quantity - count : quantity
}

/** A ledger of material keeps no remarks: what stands there is said to be left. */
export function remarksLeft(rows: readonly Cells[]) {
  const count = rows.filter(({ cells }) => !isNothing(cells.remark ?? '')).length
  return count === 0 ? [] : [{ reason: 'remarksLeft', places: { count } }]
}
