import sqlite from 'node-sqlite3-wasm'

/** A database that is only read, and by plain tables alone: a view could compute without an end. */
export interface IndexDatabase {
  has(table: string): boolean
  /** Rows of a table with every value as text, `''` for NULL; none where there is no such table. */
  rows(table: string, columns: readonly string[], where?: Readonly<Record<string, string>>): Row[]
  close(): void
}

export type Row = Readonly<Record<string, string>>

/** Throws `SQLite3Error` where it is no database. */
export function openDatabase(file: string): IndexDatabase {
  const database = new sqlite.Database(file, { readOnly: true, fileMustExist: true })
  const ask = (sql: string, values: string[] = []) => database.all(sql, values) as Record<string, unknown>[]
  const tables = new Set(
    ask("SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) => String(name)),
  )
  return {
    has: (table) => tables.has(table),
    rows(table, columns, where = {}) {
      if (!tables.has(table)) return []
      const known = new Set(ask(`PRAGMA table_info("${table}")`).map(({ name }) => String(name)))
      // Old databases lack columns that later ones have.
      const selected = columns.filter((column) => known.has(column))
      if (selected.length === 0) return []
      const conditions = Object.keys(where).map((column) => `CAST("${column}" AS TEXT) = ?`)
      const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
      const list = selected.map((column) => `CAST("${column}" AS TEXT) AS "${column}"`).join(', ')
      return ask(`SELECT ${list} FROM "${table}"${filter} ORDER BY rowid`, Object.values(where)).map((row) =>
        Object.fromEntries(columns.map((column) => [column, textOf(row[column])])),
      )
    },
    close: () => database.close(),
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
