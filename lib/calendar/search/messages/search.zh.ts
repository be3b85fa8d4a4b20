export const search = {
  title: '搜索',
  label: '名称、专题或主讲',
  hint: '例如：民法典、张三、宪法 讲座',
  submit: '搜索',
  short: '搜索活动、考试、计划',
  start: '输入名称、学习专题或主讲人的一部分。活动、考试和计划里您能查看的都会搜到，多个词用空格分开。',
  none: '没有找到同时含有“{words}”的活动、考试或计划。可以少写几个字，或换一个说法。',
  found: '找到 {count} 项',
  cut: '找到 {count} 项，只显示各类最近的 {shown} 项。再加一个词可以缩小范围。',
  kind: { activity: '活动', exam: '考试', planItem: '计划' },
  lecturer: '主讲 {name}',
  topics: '专题 {names}',
}
