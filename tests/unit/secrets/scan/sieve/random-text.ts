const pieces: ((random: () => number) => string)[] = [
  (random) => '\n'.repeat(1 + (random() % 2)),
  () => '\r\n',
  (random) => ' '.repeat(random() % 5),
  (random) => Buffer.from(`user:${'pa ss'.repeat(random() % 30)}`).toString('base64'),
  (random) => Buffer.from(`{"a": "${'x?>~'.repeat(random() % 40)}"}`).toString('base64url'),
  (random) => Buffer.from(Array.from({ length: random() % 120 }, random)).toString('base64'),
  (random) => 'deadbeef01'.repeat(random() % 8),
  (random) =>
    (
      Buffer.from('text '.repeat(90))
        .toString('base64')
        .match(/.{1,64}/g) ?? []
    ).join(['\n', '\r\n  ', '\n\t'][random() % 3]),
  (random) =>
    (
      Buffer.from(Array.from({ length: 300 }, random))
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\n'),
  (random) => ['-', '_', '=', ':', '"', 'name-of-something', 'a/b'][random() % 7] ?? '',
]

/** A text of pieces that values in base64 are made of and look like; the same for the same seed. */
export function randomText(seed: number): string {
  let state = seed * 2654435761
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 16
  }
  return Array.from(
    { length: 3 + (random() % 30) },
    () => pieces[random() % pieces.length]?.(random) ?? '',
  ).join('')
}
