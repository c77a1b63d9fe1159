/** 1 for the digits of base64, 2 for the two that stand for `+` and `/` in URLs, 0 for any other byte. */
export const digits = new Uint8Array(256)
/** What each digit stands for, of either alphabet. */
export const values = new Uint8Array(256)
for (const alphabet of ['base64', 'base64url'] as const) {
  for (let value = 0; value < 64; value++) {
    const char = Buffer.from([value << 2])
      .toString(alphabet)
      .charCodeAt(0)
    digits[char] ||= alphabet === 'base64' ? 1 : 2
    values[char] = value
  }
}

/** 1 for the bytes that a text is made of. */
export const readable = new Uint8Array(256).fill(1, 0x20, 0x7f)
for (const control of [0x09, 0x0a, 0x0d]) readable[control] = 1
