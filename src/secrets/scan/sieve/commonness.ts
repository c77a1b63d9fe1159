/** What captures are made of, the most common byte first. */
const common = ' etarso1i02nc:l-dp3"5m4.u6\n9g78fbh/vTkyZVURFNESIw=CWQM'

/** How common each byte is, of any unit: the next one less than the one before, as in Zipf's law; any other one not at all. */
const commonness = new Float64Array(256)
for (const [place, byte] of Buffer.from(common).entries()) commonness[byte] = 1 / (place + 2)

const ofLower = new Float64Array(32)
for (const [byte, share] of commonness.entries()) ofLower[byte & 31] = (ofLower[byte & 31] ?? 0) + share

// A start has time for sums of sets, and none for sums of bytes.
const byLower = sumsOf(ofLower)
/** For the upper four bits of a byte of ASCII. */
const byRow = Array.from({ length: 8 }, (_, row) => sumsOf(commonness.subarray(16 * row, 16 * row + 16)))

/** How common the bytes are together whose lower five bits are in a set. */
export const commonnessOf = (lower: number): number => sum(byLower, lower)

/** The same where their upper four bits are in a set, too. */
export function commonnessOfBoth(lower: number, upper: number): number {
  let all = 0
  for (let rows = upper & 0xff; rows; rows &= rows - 1) {
    const row = 31 - Math.clz32(rows & -rows)
    all += sum(byRow[row] ?? [], row & 1 ? lower >>> 16 : lower & 0xffff)
  }
  return all
}

function sum(sums: readonly Float64Array[], set: number): number {
  let all = 0
  for (let part = 0, rest = set; rest; part++, rest >>>= 8) all += sums[part]?.[rest & 0xff] ?? 0
  return all
}

/** Of each eight in turn, how common each set of them is. */
function sumsOf(shares: Float64Array): Float64Array[] {
  return Array.from({ length: shares.length / 8 }, (_, part) => {
    const sums = new Float64Array(256)
    for (let set = 1; set < 256; set++) {
      sums[set] = (sums[set & (set - 1)] ?? 0) + (shares[8 * part + 31 - Math.clz32(set & -set)] ?? 0)
    }
    return sums
  })
}
