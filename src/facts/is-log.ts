/** Whether a path names a log, in which error messages are what one looks for, and which may be empty. */
export function isLog(path: string): boolean {
  return logs.some((pattern) => pattern.test(path))
}

/** `current.log`, `audit.log.2.gz`; a folder `logs` or `pod_log`, but not `catalog`; journals. */
const logs = [
  /\.logs?(?:\.\d+)?(?:\.gz)?(?:!\/.*)?$/i,
  /(?:^|[/_.-])logs?(?:\/|$)/i,
  // What a command said on standard error, beside what it gave.
  /\.(?:std)?err$/i,
  /(?:^|\/)(?:journal|dmesg|messages)(?![^/]*\.(?:ya?ml|json)$)[^/]*$/i,
]
