import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { refuses, type Case, type Group } from '../support/group.js'

const stamp = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)'
const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => `line ${first + i}`).join('\n')

/** Waits for a pod's end, so that the log is whole. */
const ofEnded =
  (words: string, expected: string | RegExp): Case =>
  async ({ says, until }) => {
    await until(async () =>
      expect(await says('get pod talker -o jsonpath={.status.phase}')).toBe('Succeeded'),
    )
    const out = await says(words)
    if (typeof expected === 'string') expect(out).toBe(expected)
    else expect(out).toMatch(expected)
  }

/** logs in the forms that gathers use. */
export const logs: Group = {
  name: 'logs',
  objects: ({ make }) => [
    make.pod('talker', 'for i in $(seq 1 20); do echo "line $i"; done', {
      labels: { set: 'talk' },
      spec: {
        initContainers: [make.container('first', 'echo from the start')],
        containers: [
          make.container('main', 'for i in $(seq 1 20); do echo "line $i"; done'),
          make.container('side', 'echo out; echo err >&2'),
        ],
      },
    }),
    make.pod('other', 'echo other; sleep 10000', { labels: { set: 'talk' } }),
    make.pod('aged', 'echo old; sleep 4; echo new; sleep 10000'),
    make.pod('ticks', 'for i in 1 2 3; do echo tick $i; sleep 1; done'),
    make.pod('waits', 'true', { spec: { nodeSelector: { none: 'such' } } }),
    make.pod('unended', 'printf "no end of line"'),
    make.pod('long', 'head -c 40000 /dev/zero | tr "\\\\0" x; echo; echo after'),
    make.pod('crashes', 'echo run; exit 7', { spec: { restartPolicy: 'Always' } }),
    make.deployment('web', 1, 'echo hello from web; sleep 10000 & trap "exit 0" TERM; wait'),
  ],
  cases: {
    'of one container': ofEnded('logs talker -c main', numbers(1, 20)),
    'of the first container where none is named': async ({ kubectl, until }) => {
      await until(async () => expect((await kubectl('logs talker')).out).toBe(numbers(1, 20)))
      expect((await kubectl('logs talker')).err).toContain(
        'Defaulted container "main" out of: main, side, first (init)',
      )
    },
    'of an init container': ofEnded('logs talker -c first', 'from the start'),
    'with both streams': ofEnded('logs talker -c side', /^(out\nerr|err\nout)$/),
    'of all containers': async ({ says, until }) => {
      await until(async () => {
        const lines = (await says('logs talker --all-containers')).split('\n')
        expect(lines).toHaveLength(23)
        expect(lines).toEqual(expect.arrayContaining(['from the start', 'line 20', 'out', 'err']))
      })
    },
    'with prefixes': ofEnded('logs talker -c side --prefix', /^\[pod\/talker\/side\] (out|err)$/m),
    'the last lines': ofEnded('logs talker -c main --tail=3', numbers(18, 20)),
    'the first bytes': ofEnded('logs talker -c main --limit-bytes=6', 'line 1'),
    'with times': ofEnded('logs talker -c first --timestamps', new RegExp(`^${stamp} from the start$`)),
    'since seconds ago': async ({ says, until }) => {
      await until(async () => expect(await says('logs aged')).toContain('new'))
      await until(async () => expect(await says('logs aged --since=1s')).toBe(''), 20)
      expect(await says('logs aged --since=1h')).toBe('old\nnew')
    },
    'since a time': async ({ says, until }) => {
      const log = await until(async () => {
        const out = await says('logs aged --timestamps')
        expect(out).toContain('new')
        return out
      })
      const [old = '', fresh = ''] = log.split('\n').map((line) => line.split(' ')[0])
      const middle = new Date((Date.parse(old) + Date.parse(fresh)) / 2).toISOString()
      expect(await says(`logs aged --since-time=${middle}`)).toBe('new')
    },
    'followed to the end': async ({ says, until }) => {
      await until(async () => expect(await says('logs ticks')).toContain('tick'))
      expect(await says('logs ticks -f')).toBe('tick 1\ntick 2\ntick 3')
    },
    'by a selector': async ({ says, until }) => {
      await until(async () => {
        const lines = (await says('logs -l set=talk --all-containers --tail=1')).split('\n')
        expect(lines.sort()).toEqual(expect.arrayContaining(['from the start', 'line 20', 'other']))
      })
    },
    'of a deployment': async ({ kubectl, until }) => {
      await until(async () => expect((await kubectl('logs deploy/web')).out).toBe('hello from web'))
    },
    'of the run before': async ({ kubectl, until }) => {
      await until(async () =>
        expect(await kubectl('logs crashes --previous')).toMatchObject({ code: 0, out: 'run' }),
      )
    },
    'of a run before that there was not': async ({ refused, until, says }) => {
      await until(async () => expect(await says('logs other')).toBe('other'))
      expect(await refused('logs other --previous')).toContain(
        'previous terminated container "main" in pod "other" not found',
      )
    },
    'of a last line without an end': async ({ kubectl, until }) => {
      await until(async () => expect((await kubectl('logs unended')).out).toBe('no end of line'))
    },
    'of very long lines': async ({ kubectl, until }) => {
      await until(async () => {
        const { out } = await kubectl('logs long')
        expect(out.length).toBe(40_006)
        expect(out.endsWith('x\nafter')).toBe(true)
      })
    },
    'of a pod that has not started': async ({ kubectl }) => {
      await delay(100)
      const { out, err } = await kubectl('logs waits')
      expect({ out, err }).toEqual({ out: '', err: '' })
    },
    'of a container that is not there': refuses(
      'logs talker -c none',
      /container none is not valid for pod talker/,
    ),
    'of a pod that is not there': refuses('logs nothere', /pods "nothere" not found/),
  },
}
