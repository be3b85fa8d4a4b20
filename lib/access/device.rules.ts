import type { session } from '@/db/schema/access'

type Row = typeof session.$inferSelect
/** A browser and a system as people call them (微信 · 安卓手机); nothing that tells two such phones apart. */
export type Device = Pick<Row, 'browser' | 'system'>

// The first that fits: Edge and WeChat also name Chrome and Safari, Chrome also names Safari.
const browsers: [RegExp, Device['browser']][] = [
  [/MicroMessenger\//, 'wechat'],
  [/\bEdg(A|iOS)?\//, 'edge'],
  [/\b(Firefox|FxiOS)\//, 'firefox'],
  [/(Chrome|CriOS|Chromium)\//, 'chrome'],
  [/\bVersion\/[\d.]+ .*Safari\//, 'safari'],
]
// Android also names Linux, an iPhone also names Mac OS X.
const systems: [RegExp, Device['system']][] = [
  [/HarmonyOS|OpenHarmony/, 'harmony'],
  [/Android/, 'android'],
  [/iPhone/, 'iphone'],
  [/iPad/, 'ipad'],
  [/Windows/, 'windows'],
  [/Macintosh/, 'mac'],
  [/Linux|X11/, 'linux'],
]

/** The browser and the system that a User-Agent header names. */
export function deviceOf(userAgent: string | null): Device {
  const found = <T>(table: [RegExp, T][]) => table.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  return { browser: found(browsers) ?? 'other', system: found(systems) ?? 'other' }
}
