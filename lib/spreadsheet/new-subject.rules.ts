const NEW = 'new '
const FOR = ' @'
/** Words for the people whom the sheet names. */
export const OF_SHEET = '表中人员'

/** An exam or study of a sheet, as the option that names it: one that is there by its name, or a new one, and for whom. */
export type Subject = {
  title: string
  isNew: boolean
  /** Who has to take part, in words of the office; '' where that is asked. */
  words: string
}

/** For nobody whom it does not name. */
export const isOfSheet = ({ words }: Pick<Subject, 'words'>) => words === '' || words === OF_SHEET

/** The option for one that is made with its sheet. */
export function newSubject(title: string, words = ''): string {
  return `${NEW}${title}${words === '' ? '' : `${FOR}${words}`}`
}

/** The same under another name, where it is a new one. */
export function withTitle(option: string, title: string): string {
  const { isNew, words } = subjectSaid(option)
  return isNew ? newSubject(title, words) : option
}

export function subjectSaid(option: string): Subject {
  if (!option.startsWith(NEW)) return { title: option, isNew: false, words: '' }
  const [title = '', words = ''] = option.slice(NEW.length).split(FOR)
  return { title: title.trim(), isNew: true, words: words.trim() }
}
