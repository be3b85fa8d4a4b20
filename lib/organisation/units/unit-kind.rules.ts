import type { UnitKind } from '@/lib/organisation/people/person.rules'

const kinds: [UnitKind, RegExp][] = [
  ['institution', /小学|中学|学校|幼儿园|医院|卫生院|卫生服务(?:中心|站)|养老院|敬老院|服务中心$|文化站$/],
  ['enterprise', /公司|企业|厂$|银行|信用社|商场|酒店/],
  ['community', /社区|居委会|居民委员会|村委会|村民委员会|村$/],
  ['other', /派出所|协会|商会|消防站|市场监管所|税务所/],
]

/** The kind of a unit of which only the name is known; it can be changed later. */
export function kindOfName(name: string): UnitKind {
  return kinds.find(([, words]) => words.test(name))?.[0] ?? 'department'
}
