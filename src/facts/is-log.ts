/** Whether a path names a log, in which error messages are what one looks for, and which may be empty. */
export function isLog(path: string): boolean {
  return logs.some((pattern) => pattern.test(path))
}

const logs = [
  /\.logs?(?:\.\d+)?(?:\.gz)?(?:!\/.*)?$/i,
  /(?:^|\/)logs\//i,
  /(?:^|\/)[^/]*_?logs?(?:\/|$)/i,
  /(?:^|\/)(?:journal|dmesg|messages)[^/]*$/i,
]
