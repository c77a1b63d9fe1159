import { readFileSync, writeFileSync } from 'node:fs'
import { withBundleRules } from './bundle-rule-table.js'
import { withIndexRules } from './index-rule-table.js'
import { withCheckTable } from './check-table.js'

const tables: Record<string, (page: string) => string> = {
  '../README.md': withCheckTable,
  '../docs/bundle-and-index.md': (page) => withIndexRules(withBundleRules(page)),
}
for (const [path, withTable] of Object.entries(tables)) {
  const file = new URL(path, import.meta.url)
  writeFileSync(file, withTable(readFileSync(file, 'utf8')))
}
