/** Node reads GB18030 but does not write it; the office's older platform writes nothing else. */
export function gb18030(text: string): Uint8Array {
  const codes = twoByteCodes()
  const bytes: number[] = []
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0
    const pair = codes.get(char)
    if (point < 0x80) bytes.push(point)
    else if (pair) bytes.push(...pair)
    else if (point >= 0x10000) bytes.push(...fourBytes(point - 0x10000 + 189_000))
    else throw new Error(`no two-byte code for ${char}`)
  }
  return Uint8Array.from(bytes)
}

/** Linear index → four bytes; 0x90308130 (index 189000) is U+10000. */
function fourBytes(index: number): number[] {
  return [
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ]
}

function twoByteCodes(): Map<string, [number, number]> {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, [number, number]>()
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const char = decoder.decode(Uint8Array.of(lead, trail))
      if ([...char].length === 1 && char !== '\ufffd') codes.set(char, [lead, trail])
    }
  return codes
}
