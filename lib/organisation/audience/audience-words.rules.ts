import type { UnitKind } from './audience.rules'

// Wordings shipped with the product; others are stored in settings as aliases of these.

/** Words for all units of a kind. */
export const kindWords: Record<string, UnitKind[]> = {
  社区: ['community'],
  企业: ['enterprise'],
  事业单位: ['institution'],
  企事业单位: ['enterprise', 'institution'],
  企业事业单位: ['enterprise', 'institution'],
  社区企事业单位: ['community', 'enterprise', 'institution'],
  科室: ['department'],
  办公室: ['department'],
}

/** Words for the people of the street itself and its departments. */
export const officeWords = [
  '机关',
  '街道机关',
  '机关干部',
  '全体机关干部',
  '机关工作人员',
  '机关干部职工',
  '街道机关干部',
  '街道干部',
  '街道干部职工',
  '街道工作人员',
  '全街道干部职工',
  '全体街道干部',
  '全体干部职工',
  '全体街道干部职工',
  '全体工作人员',
  '街道全体干部职工',
]
