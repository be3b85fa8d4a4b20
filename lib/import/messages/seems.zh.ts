/** Why a file is not imported: what it seems to be. */
export const seems = {
  dutyRoster: '像是值班安排：只写谁值班，没有可以导入的内容',
  changes: '像是人员变动情况，不是全员名单：请在花名册里写任职起、任职止，或者在人员页登记离岗和调动',
  onlineMeeting: '像是线上会议的参会记录：请在那次活动的页面导入',
  namesOfMeeting: '像是会议名单：只写了该来的人，没有写谁到了',
  otherPeople: '像是“{detail}”的名册，不是本单位的工作人员',
  assessment: '像是年度考核、述职一类的表，不是学法考试',
  cases: '像是案件、咨询一类的台账，不是学法和普法活动',
  leaves: '像是请假登记：请在那次活动的签到里写请假，或者在活动页登记',
  spending: '像是经费、采购一类的表',
  totals: '像是按单位汇总的数字：没有一次一次的活动',
  byPeriod: '像是按季度或月份记的数字：没有日期，归不到哪一次活动',
}
