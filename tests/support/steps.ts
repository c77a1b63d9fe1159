import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What git cannot hold, or what would only be large: done to a capture after its files were laid out. */
export type Step =
  | { remove: string }
  | { symlink: string; to: string }
  | { fifo: string }
  | { write: string; text: string }
  | { append: string; text: string }
  /** Takes away the lines that hold a text. */
  | { without: string; text: string }
  /** Takes bytes off the end. */
  | { cut: string; bytes: number }
  | { gzip: string }
  /** Noise that cannot be packed, always the same. */
  | { fill: string; bytes: number }
  | { empty: string; count: number }

const output = 'capture/gathers/default/must-gather/'

/** Does the steps in a folder that was laid out; paths are inside the must-gather folder, or begin with `/`. */
export function doSteps(folder: string, steps: readonly Step[]): void {
  const at = (path: string) => join(folder, path.startsWith('/') ? path : `${output}${path}`)
  for (const step of steps) doStep(at, step)
}

function doStep(at: (path: string) => string, step: Step): void {
  const inFolder = (path: string) => {
    mkdirSync(dirname(at(path)), { recursive: true })
    return at(path)
  }
  if ('remove' in step) rmSync(at(step.remove), { recursive: true })
  else if ('symlink' in step) symlinkSync(step.to, inFolder(step.symlink))
  else if ('fifo' in step) execFileSync('mkfifo', [inFolder(step.fifo)])
  else if ('write' in step) writeFileSync(inFolder(step.write), step.text)
  else if ('append' in step) appendFileSync(at(step.append), step.text)
  else if ('without' in step) takeLines(at(step.without), step.text)
  else if ('cut' in step) truncateSync(at(step.cut), readFileSync(at(step.cut)).length - step.bytes)
  else if ('gzip' in step) {
    writeFileSync(`${at(step.gzip)}.gz`, gzipSync(readFileSync(at(step.gzip))))
    rmSync(at(step.gzip))
  } else if ('fill' in step) writeFileSync(inFolder(step.fill), noise(step.bytes))
  else for (let i = 0; i < step.count; i++) writeFileSync(inFolder(`${step.empty}/${i}`), 'x\n')
}

function takeLines(path: string, text: string): void {
  const lines = readFileSync(path, 'utf8').split('\n')
  writeFileSync(path, lines.filter((line) => !line.includes(text)).join('\n'))
}

function noise(bytes: number): string {
  const lines: string[] = []
  for (let size = 0; size < bytes; size += 25) {
    lines.push(createHash('md5').update(String(size)).digest('base64').replace(/[+/=]/g, ' '))
  }
  return lines.join('\n').slice(0, bytes)
}
