// Judges a must-gather as `must-gather verify PATH` does, and prints what it took: tsx bench/verify-dump.ts PATH
import { verifyPath } from '../src/verify/index.js'

const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('usage: tsx bench/verify-dump.ts PATH')
const started = performance.now()
const before = process.cpuUsage()
const report = await verifyPath(path, { tool: { name: 'bench', version: '0' }, now: new Date() })
const { user, system } = process.cpuUsage(before)
const { maxRSS } = process.resourceUsage()
const files = report.subject.gathers.reduce((sum, gather) => sum + gather.files, 0)
console.log(`${files} files, verdict ${report.verdict}`)
console.log(
  `${((performance.now() - started) / 1000).toFixed(1)} s, of which ${((user + system) / 1e6).toFixed(1)} s of CPU`,
)
console.log(`${Math.round(maxRSS / 1024)} MiB at most`)
