import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Case, Group } from '../support/group.js'
import { idle } from '../support/objects.js'
import type { Scene } from '../support/scene.js'

const running =
  (run: (scene: Scene) => Promise<void>): Case =>
  async (scene) => {
    await scene.says('wait --for=condition=Ready pod/files --timeout=180s')
    await run(scene)
  }

const fill = [
  'mkdir -p /data/tree/a/b "/data/tree/with space"',
  'echo one > /data/tree/a/one',
  'echo two > "/data/tree/with space/two: the second"',
  'touch /data/tree/empty',
  'head -c 100000 /dev/zero > /data/zeros',
  'ln -s one /data/tree/a/link',
].join('; ')

/** cp both ways. */
export const copy: Group = {
  name: 'cp',
  objects: ({ make }) => [
    make.pod('files', `${fill}; ${idle}`, {
      main: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
      spec: { volumes: [{ name: 'data', emptyDir: {} }] },
    }),
  ],
  cases: {
    'a file out': running(async ({ says, folder }) => {
      await says(['cp', 'files:/data/zeros', join(folder, 'zeros')])
      expect((await readFile(join(folder, 'zeros'))).equals(Buffer.alloc(100_000))).toBe(true)
    }),
    'a folder out': running(async ({ says, folder }) => {
      const target = join(folder, 'out')
      await says(['cp', 'files:/data/tree', target])
      const names = await readdir(target, { recursive: true })
      expect(names.filter((name) => name !== 'a/link').sort()).toEqual(
        ['a', 'a/b', 'a/one', 'empty', 'with space', 'with space/two: the second'].sort(),
      )
      expect(await readFile(join(target, 'with space/two: the second'), 'utf8')).toBe('two\n')
    }),
    'a file in': running(async ({ says, folder }) => {
      const file = join(folder, 'in.txt')
      await writeFile(file, 'from outside\n')
      await says(['cp', file, 'files:/data/in.txt'])
      expect(await says('exec files -- cat /data/in.txt')).toBe('from outside')
    }),
    'a folder in': running(async ({ says, folder }) => {
      const source = join(folder, 'source')
      await mkdir(join(source, 'deep/er'), { recursive: true })
      await writeFile(join(source, 'deep/er/file'), 'x')
      await says(['cp', source, 'files:/data/copied'])
      expect(await says('exec files -- cat /data/copied/deep/er/file')).toBe('x')
    }),
    'what is not there leaves nothing': running(async ({ kubectl, folder }) => {
      await kubectl(['cp', 'files:/data/nothere', join(folder, 'nothere')])
      await expect(readFile(join(folder, 'nothere'))).rejects.toMatchObject({ code: 'ENOENT' })
    }),
  },
}
