import type { Wording } from '../wording'
import type { access as zh } from '../zh/access'

export const access: Wording<typeof zh> = {
  signIn: {
    title: 'Sign in',
    name: 'Staff number or phone',
    password: 'Password',
    submit: 'Sign in',
    wrong: 'The name or the password is wrong',
    wait: 'Too many tries; try again in {seconds} seconds',
  },
  me: { title: 'My account' },
}
