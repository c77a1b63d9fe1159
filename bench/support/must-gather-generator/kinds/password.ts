import type { Random } from '../random.js'
import { alnum, base64, digits, hex, lower } from '../random.js'

const words = [
  'winter',
  'Sommer',
  'dragon',
  'monkey',
  'Falcon',
  'redhat',
  'Hunter',
  'berlin',
  'Storage',
  'coffee',
]
const symbols = '!#$%&*+-.=?@^_~'

/** A password as people and programs make them. */
export function password(random: Random): string {
  const make = random.pick([
    () => random.text(alnum, random.between(10, 24)),
    () => random.text(`${alnum}!#%*+-.=?@^_~`, random.between(12, 24)),
    () => `${random.pick(words)}${random.text(digits, 4)}${random.pick([...symbols])}`,
    () => `${random.pick(words)}-${random.pick(words)}-${random.text(digits, 2)}x`,
    () => random.text(hex, 32),
    () => `${random.text(base64, 43)}=`,
    () => random.text(lower + digits, 10),
    () => random.uuid(),
  ])
  for (;;) {
    const made = make()
    // Every generator of passwords sees to it that there is a digit and a letter, and a flag's dash does not come first.
    if (/\d/.test(made) && /[a-z]/i.test(made) && /^[A-Za-z0-9]/.test(made)) return made
  }
}

/** A password that a URL holds as it is. */
export function urlPassword(random: Random): string {
  return random.chance(0.3)
    ? `${random.pick(words)}${random.text(digits, 3)}%40${random.text(lower, 3)}`
    : random.text(alnum, random.between(8, 20))
}
