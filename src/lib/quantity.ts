const factors: Record<string, number> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
}

/** Reads a Kubernetes quantity of bytes (`50Mi`, `1G`, `1024`) as a number, or `undefined` where it is none. */
export function parseQuantity(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(text)
  if (!match) return undefined
  return Math.round(Number(match[1]) * (factors[match[2] ?? ''] ?? 1))
}

/** Bytes as people read them: `0 B`, `12.3 KiB`, `50 MiB`. */
export function formatBytes(bytes: number): string {
  const names = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let value = bytes
  let index = 0
  while (value >= 1024 && index < names.length - 1) {
    value /= 1024
    index++
  }
  return `${Number.isInteger(value) || index === 0 ? value : value.toFixed(1)} ${names[index]}`
}
