import { beforeKind } from '../../elide/index.js'
import { always, lookBits } from './sieve/looks.js'

/** What says that a Secret is near: a literal, and the expression that decides where it stands. */
export const secretSigns: readonly { literal: string; regex: RegExp; look: number }[] = [
  {
    literal: 'Secret',
    regex: new RegExp(String.raw`(?<=${beforeKind})Secret(?:List)?(?![\w-])`, 'y'),
    look: lookBits.kind,
  },
  // What `oc describe secret` prints names a type, and has its data under a line of its own.
  ...['Data\n====', 'Data\r\n===='].map((literal) => ({
    literal,
    regex: /(?<=Type:[ \t]{1,16}\S{1,120}\s{1,8})Data\r?\n====(?=[ \t\r]{0,4}\n)/y,
    look: always,
  })),
]
