export const planSteps = {
  ask: '提请印发',
  asked: '{name}于{day}提请印发',
  said: {
    removed: '已删除计划项',
    saved: '已保存计划项',
    issued: '已印发。今后的修改要写明原因，并留下修订版。',
    asked: '已提请印发：分管领导在首页“需要留意”中会看到。',
    closed: '已办结',
    copied: '已按清单建立，请逐项核对',
    joined: '已把勾选的活动计入计划项',
  },
  todo: {
    toIssue: '《{title}》提请印发',
    toIssueNote: '{name}，{day}提请',
    campaigns: '{days} 天内的宣传节点还没有安排活动：{names}',
    campaignsNote: '最近的是{day}的“{name}”，还有 {days} 天',
    campaignsToday: '今天是“{name}”',
  },
}
