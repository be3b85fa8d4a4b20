import { pinyin } from 'pinyin-pro'

/** A name as stored: half-width, no spaces between Chinese characters, one kind of middle dot. */
export function tidyName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[•‧∙⋅・･]/g, '·')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\p{Script=Han}|·) | (?=\p{Script=Han}|·)/gu, '')
    .trim()
}

/** First letters of the pinyin, lower case: 张三 → zs. People are searched by them. */
export function initialsOf(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' })
    .map(each => each.slice(0, 1))
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}
