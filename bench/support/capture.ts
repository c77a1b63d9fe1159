import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** What a program prints, where it ends with one of the codes. */
export async function capture(
  file: string,
  args: readonly string[],
  endsWith: readonly number[],
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(file, args, { maxBuffer: 256 * 1024 * 1024 })
    return stdout
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string }
    if (typeof code === 'number' && endsWith.includes(code)) return stdout ?? ''
    throw new Error(`${file} ended with ${String(code)}: ${stderr ?? ''}`, { cause: error })
  }
}
