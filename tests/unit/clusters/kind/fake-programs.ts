import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export interface FakePrograms {
  dir: string
  env: { PATH: string; FAKE_DIR: string }
  /** What was called, one line per call: the program and its arguments. */
  calls(): Promise<string[]>
  remove(): Promise<void>
}

/** Puts shell programs of the given bodies on a PATH that has little else; each call is noted. */
export async function fakePrograms(bodies: Record<string, string>): Promise<FakePrograms> {
  const dir = await mkdtemp(join(tmpdir(), 'fake-programs-'))
  const log = join(dir, 'calls')
  await writeFile(log, '')
  for (const [name, body] of Object.entries(bodies)) {
    const file = join(dir, name)
    await writeFile(file, `#!/bin/sh\necho "${name} $*" >> "$FAKE_DIR/calls"\n${body}\n`)
    await chmod(file, 0o755)
  }
  // cat, sleep and touch of the shell programs, without the machine's own kind and docker.
  for (const tool of ['cat', 'sleep', 'touch']) {
    const file = join(dir, tool)
    await writeFile(file, `#!/bin/sh\nexec /bin/${tool} "$@"\n`)
    await chmod(file, 0o755)
  }
  return {
    dir,
    env: { PATH: [dir].join(delimiter), FAKE_DIR: dir },
    calls: async () => (await readFile(log, 'utf8')).split('\n').filter((line) => line !== ''),
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}
