export const reminder = {
  title: '邮件提醒',
  lead: '有学习活动的前一天上午，发一封提醒邮件到您的邮箱。',
  address: '邮箱地址',
  hint: '不填就不发。',
  notAnAddress: '请填写邮箱地址，例如 zhang@example.cn',
  subject: '明天 {hour} {title}',
  foot: '这封邮件由学法日历自动发送。不想再收，请在“我的账号”里清空邮箱地址。',
}
