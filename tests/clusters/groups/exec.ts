import { createHash } from 'node:crypto'
import { execa } from 'execa'
import { expect } from 'vitest'
import { refuses, type Case, type Group } from '../support/group.js'
import { idle } from '../support/objects.js'
import type { Scene } from '../support/scene.js'

/** A case on the pod `target`, once it runs. */
const running =
  (run: (scene: Scene) => Promise<void>): Case =>
  async (scene) => {
    await scene.says('wait --for=condition=Ready pod/target --timeout=180s')
    await run(scene)
  }
const bash = (script: string, ...flags: string[]) => ['exec', ...flags, 'target', '--', 'bash', '-c', script]

/** exec: how a gather's files come out, and how gathers ask programs in pods. */
export const exec: Group = {
  name: 'exec',
  objects: ({ make }) => [
    make.pod('target', idle, {
      main: { env: [{ name: 'FROM_SPEC', value: 'seen' }], workingDir: '/tmp' },
      spec: {
        containers: [
          make.container('main', idle, { env: [{ name: 'FROM_SPEC', value: 'seen' }], workingDir: '/tmp' }),
          make.container('side', idle),
        ],
      },
    }),
    make.pod('ended', 'true'),
    make.deployment('web', 1),
  ],
  cases: {
    'gives output and error apart': running(async ({ kubectl }) => {
      expect(await kubectl(bash('echo out; echo err >&2', '-c', 'main'))).toEqual({
        code: 0,
        out: 'out',
        err: 'err',
      })
    }),
    'gives the exit code': running(async ({ kubectl }) => {
      const ran = await kubectl(bash('exit 42', '-c', 'main'))
      expect(ran).toMatchObject({ code: 42, err: 'command terminated with exit code 42' })
    }),
    'says which container it took': running(async ({ kubectl }) => {
      const { err } = await kubectl(bash('true'))
      expect(err).toBe('Defaulted container "main" out of: main, side')
    }),
    'takes input': running(async ({ says }) => {
      expect(await says(bash('wc -l', '-i', '-c', 'main'), 'a\nb\nc\n')).toBe('3')
    }),
    "has the container's environment and folder": running(async ({ says }) => {
      expect(await says(bash('echo $FROM_SPEC; pwd', '-c', 'main'))).toBe('seen\n/tmp')
    }),
    'keeps arguments as they are': running(async ({ says }) => {
      const words = [
        'exec',
        'target',
        '-c',
        'main',
        '--',
        'printf',
        '<%s>',
        'a b',
        '$HOME',
        '"',
        "'",
        '*',
        '',
      ]
      expect(await says(words)).toBe(`<a b><$HOME><"><'><*><>`)
    }),
    'is binary safe': running(async ({ kubeconfig, namespace }) => {
      const args = ['--namespace', namespace, ...bash('printf "\\000\\377\\r\\n\\200"', '-c', 'main')]
      const { stdout } = await execa('kubectl', args, { env: { KUBECONFIG: kubeconfig }, encoding: 'buffer' })
      expect([...stdout]).toEqual([0, 255, 13, 10, 128])
    }),
    'gives much output whole': running(async ({ kubeconfig, namespace }) => {
      const args = ['--namespace', namespace, ...bash('seq 1 2000000', '-c', 'main')]
      const { stdout } = await execa('kubectl', args, {
        env: { KUBECONFIG: kubeconfig },
        encoding: 'buffer',
        maxBuffer: 1e8,
      })
      const expected = Array.from({ length: 2_000_000 }, (_, i) => `${i + 1}`).join('\n')
      expect(createHash('sha256').update(stdout).digest('hex')).toBe(
        createHash('sha256').update(expected).digest('hex'),
      )
    }),
    'takes much input whole': running(async ({ says }) => {
      const input = 'x'.repeat(5_000_000)
      expect(await says(bash('sha256sum | cut -c1-64', '-i', '-c', 'main'), input)).toBe(
        createHash('sha256').update(input).digest('hex'),
      )
    }),
    'by deployment': async ({ says, until }) => {
      await until(async () => expect(await says('exec deploy/web -- echo hi')).toBe('hi'))
    },
    'on a terminal': running(async ({ says }) => {
      // Without a terminal here kubectl does not ask for one: it says so and goes on.
      expect(await says(bash('echo hi', '-it', '-c', 'main'))).toBe('hi')
    }),
    'of a program that is not there': running(async ({ kubectl }) => {
      const { code, err } = await kubectl('exec target -c main -- no-such-program')
      expect(code).not.toBe(0)
      expect(err).toContain('executable file not found in $PATH')
    }),
    'in a container that is not there': running(async ({ refused }) => {
      expect(await refused('exec target -c none -- true')).toMatch(
        /container none is not valid for pod target|container not found/,
      )
    }),
    'in a pod that has ended': async ({ says, refused, until }) => {
      await until(async () =>
        expect(await says('get pod ended -o jsonpath={.status.phase}')).toBe('Succeeded'),
      )
      expect(await refused('exec ended -- true')).toContain(
        'cannot exec into a container in a completed pod; current phase is Succeeded',
      )
    },
    'in a pod that is not there': refuses(
      'exec nothere -- true',
      'Error from server (NotFound): pods "nothere" not found',
    ),
  },
}
