import { readFileSync, writeFileSync } from 'node:fs'
import { withCheckTable } from './check-table.js'

const file = new URL('../README.md', import.meta.url)
writeFileSync(file, withCheckTable(readFileSync(file, 'utf8')))
