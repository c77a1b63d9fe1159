/** The array with each item replaced; the array itself where nothing changed, so that unchanged trees cost no memory. */
export function mapItems(items: readonly unknown[], replace: (item: unknown) => unknown): readonly unknown[] {
  let copy: unknown[] | undefined
  for (const [index, item] of items.entries()) {
    const next = replace(item)
    if (next === item) continue
    copy ??= [...items]
    copy[index] = next
  }
  return copy ?? items
}

/** The same for the fields of a record. */
export function mapFields(
  fields: Readonly<Record<string, unknown>>,
  replace: (value: unknown, field: string) => unknown,
): Readonly<Record<string, unknown>> {
  let copy: Record<string, unknown> | undefined
  for (const field in fields) {
    const value = fields[field]
    const next = replace(value, field)
    if (next === value) continue
    copy ??= { ...fields }
    copy[field] = next
  }
  return copy ?? fields
}
