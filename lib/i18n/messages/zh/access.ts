export const access = {
  signIn: {
    title: '登录',
    name: '工号或手机号',
    password: '密码',
    submit: '登录',
    wrong: '工号（手机号）或密码不对',
    wait: '尝试次数过多，请 {seconds} 秒后再试',
  },
  me: { title: '我的账号' },
}
