import { readCommandLog } from '../../../src/facts/command-log.js'
import { ErrorTextFinder } from '../../../src/facts/error-text.js'
import { LineTimesTap } from '../../../src/facts/line-times.js'
import { createQuote } from '../../../src/facts/quote.js'
import { readStatus } from '../../../src/facts/status.js'
import { readVersion } from '../../../src/facts/version.js'
import { createScanner } from '../../../src/secrets/index.js'
import { mutateBytes } from '../mutate/bytes.js'
import { nameOf } from '../mutate/tar.js'
import { mutateText } from '../mutate/text.js'
import { logWords } from '../mutate/words.js'
import type { Target } from '../target.js'
import { basePieces } from './seed-captures.js'

const quote = createQuote(createScanner())

/** What a gather says of itself: its version, its command log, its status; and logs. */
export const ownFiles: Target = {
  name: 'own-files',
  weight: 6,
  seeds: () =>
    basePieces(false)
      .filter((piece) => /(?:version|\.log|status\.json|\.txt)$/.test(nameOf(piece)))
      .map(({ body }) => body),
  mutate(input, random, other) {
    return random.oneIn(4) ? mutateBytes(input, random, other) : mutateText(input, random, logWords)
  },
  run(input) {
    const text = input.toString('utf8')
    const log = readCommandLog('gather-debug.log', text, { quote, written: new Set(['version']) })
    const status = readStatus(text)
    const { lines, crlf } = readVersion(text, quote)
    const errors = new ErrorTextFinder(quote)
    const times = new LineTimesTap()
    for (let at = 0; at < input.length; at += 777) {
      errors.write(input.subarray(at, at + 777))
      times.write(input.subarray(at, at + 777))
    }
    const { first, earliest } = times.end()
    return [
      log.format,
      Math.min(3, log.commands.length),
      Math.min(3, log.strays.length),
      Math.min(3, lines.length),
      crlf,
      errors.end().length > 0,
      first !== undefined,
      earliest !== undefined,
      'problem' in status ? status.problem : 'status',
    ].join('; ')
  },
}
