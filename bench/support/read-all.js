// Reads every file below the paths given, as plainly as Node can: what nothing that reads them can be faster than.
import { Buffer } from 'node:buffer'
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'

const buffer = Buffer.allocUnsafe(256 * 1024)
const read = (path) => {
  if (statSync(path).isDirectory()) return readdirSync(path).forEach((name) => read(join(path, name)))
  const file = openSync(path)
  while (readSync(file, buffer, 0, buffer.length, null) > 0);
  closeSync(file)
}
process.argv.slice(2).forEach(read)
