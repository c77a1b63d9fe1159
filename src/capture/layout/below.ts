/** The path inside the folder (with its slash), or `undefined` where it lies elsewhere. */
export function below(path: string, folder: string): string | undefined {
  return path.startsWith(folder) && path.length > folder.length ? path.slice(folder.length) : undefined
}
