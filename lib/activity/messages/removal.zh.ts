/** 删除活动: an activity made by mistake. */
export const removal = {
  title: '删除活动',
  lead: '只用于误建的活动。删除后各处列表和日历都不再显示，计划中的时间重新待定，已订阅的日历显示【取消】。不能恢复；确有其事而不再举办的，请用“取消活动”。',
  reason: '删除原因',
  button: '删除活动',
  refused: { hasRecords: '已有考勤、人次或材料记录，不能删除；请先更正记录，或改为取消活动' },
}
