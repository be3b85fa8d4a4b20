/** Words that are a result as 合格 and 不合格 are. */
const plain: Record<string, boolean> = {
  合格: true,
  及格: true,
  通过: true,
  已通过: true,
  达标: true,
  已达标: true,
  不合格: false,
  不及格: false,
  未通过: false,
  不通过: false,
  未合格: false,
  未及格: false,
  不达标: false,
  未达标: false,
}

/** Grades, of which the pass mark does not say where they begin; null where offices draw the line in different places. */
const grades: Record<string, boolean | null> = {
  优: true,
  优秀: true,
  优等: true,
  优良: true,
  良: true,
  良好: true,
  良等: true,
  较好: true,
  好: true,
  a: true,
  甲: true,
  甲等: true,
  中: null,
  中等: null,
  一般: null,
  较差: null,
  基本合格: null,
  基本达标: null,
  基本通过: null,
  待合格: null,
  b: null,
  c: null,
  d: null,
  e: null,
  乙: null,
  乙等: null,
  丙: null,
  丙等: null,
  差: false,
  差等: false,
  劣: false,
  丁: false,
  丁等: false,
  f: false,
}

/** A word in place of a score; null where it is none. `isPlain` says the result itself, with nothing left to ask. */
export function gradeOf(text: string): { passed: boolean | null; isPlain: boolean } | null {
  const word = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .toLowerCase()
    .replace(/^([a-f])(?:[+-]|级|等)$/, '$1')
  const result = plain[word]
  if (result !== undefined) return { passed: result, isPlain: true }
  const passed = grades[word.replace(/级$/, '')]
  return passed === undefined ? null : { passed, isPlain: false }
}
