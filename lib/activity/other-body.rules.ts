/** Bodies that are no units of an office, by kind: what a school holds completes no item that speaks of none. */
const kinds: Record<string, RegExp> = {
  school: /小学|(?<!集)中学(?!习|法)|大学(?!习|法)|学校|学院|校园(?!贷|欺凌)|幼儿园|中小学|师生|职高|技校/,
  firm: /公司(?!法)|企业(?!\p{Script=Han}{0,6}法)|工厂|工地|商会|商铺|商户|园区|车间/u,
  care: /医院|诊所|养老院|敬老院|福利院/,
  bank: /银行(?!法|卡|账户)|信用社/,
  force: /部队|军营|派出所|消防(?:救援)?[站队]|[大中支]队/,
  faith: /教堂|寺庙?|清真寺|道观/,
}

/** The kinds of bodies that a text names; the name of a law names none. */
export function bodiesIn(text: string): string[] {
  const plain = text.normalize('NFKC').replace(/《[^》]*》|\s/g, '')
  return Object.entries(kinds).flatMap(([kind, words]) => (words.test(plain) ? [kind] : []))
}

/** Whether an activity names a body of a kind that neither its own unit nor the item of the plan names. */
export function isOfOtherBody(texts: readonly string[], own: readonly string[]): boolean {
  const known = new Set(own.flatMap(bodiesIn))
  return texts.flatMap(bodiesIn).some(kind => !known.has(kind))
}
