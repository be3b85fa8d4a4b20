const NEW = 'new '
const FOR = ' @'

/** An exam or study of a sheet, as the option that names it: one that is there by its name, or a new one, and for whom. */
export type Subject = {
  title: string
  isNew: boolean
  /** Who has to take part, in words of the office; '' are the people whom the sheet names. */
  words: string
}

/** The option for one that is made with its sheet. */
export function newSubject(title: string, words = ''): string {
  return `${NEW}${title}${words === '' ? '' : `${FOR}${words}`}`
}

export function subjectSaid(option: string): Subject {
  if (!option.startsWith(NEW)) return { title: option, isNew: false, words: '' }
  const [title = '', words = ''] = option.slice(NEW.length).split(FOR)
  return { title: title.trim(), isNew: true, words: words.trim() }
}
