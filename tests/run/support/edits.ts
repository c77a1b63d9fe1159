import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Changes to one capture, told from the must-gather folder of its default gather. */
export class CaptureEdits {
  readonly gather: string

  constructor(readonly dir: string) {
    this.gather = join(dir, 'gathers/default/must-gather')
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.gather, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }

  /** Writes a file that a line of the command log claims. */
  async claimed(path: string, content: string | Uint8Array, out = path): Promise<void> {
    await this.write(path, content)
    await this.log(
      `ts=2026-11-21T10:00:00.000Z cmd="oc get x" rc=0 duration=0.100s out=${/[\s"=]/.test(out) ? JSON.stringify(out) : out}\n`,
    )
  }

  log(line: string): Promise<void> {
    return appendFile(join(this.gather, 'gather-debug.log'), line)
  }

  remove(path: string): Promise<void> {
    return rm(join(this.gather, path))
  }

  read(path: string): Promise<string> {
    return readFile(join(this.gather, path), 'utf8')
  }

  async edit(path: string, change: (text: string) => string): Promise<void> {
    await this.write(path, change(await this.read(path)))
  }

  /** Changes a file of the bundle that was read. */
  async bundle(path: string, before: string | RegExp, after: string): Promise<void> {
    await replaceIn(this.dir, join('bundle/files', path), before, after)
  }

  /** Changes a JSON file beside the gathers: capture.json, image.json, index/catalog.json. */
  async json(name: string, change: (value: never) => void): Promise<void> {
    const file = join(this.dir, name)
    const value = JSON.parse(await readFile(file, 'utf8')) as never
    change(value)
    await writeFile(file, JSON.stringify(value))
  }
}

/** Changes a file of an ISV's folder; a pattern that is not there is a mistake of the test. */
export async function replaceIn(
  isvDir: string,
  path: string,
  before: string | RegExp,
  after: string,
): Promise<void> {
  const file = join(isvDir, path)
  const text = await readFile(file, 'utf8')
  const changed = text.replace(before, after)
  if (changed === text) throw new Error(`${path} does not hold ${String(before)}`)
  await writeFile(file, changed)
}
