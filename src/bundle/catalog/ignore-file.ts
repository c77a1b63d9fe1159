import ignore from 'ignore'

export const ignoreFile = '.indexignore'

/** The `.indexignore` files of a catalog: the patterns of .gitignore, each over the folder that it lies in. */
export class IgnoreFiles {
  private readonly byFolder = new Map<string, ReturnType<typeof ignore>>()

  /** `path`: of the file itself. */
  add(path: string, text: string): void {
    this.byFolder.set(path.slice(0, -ignoreFile.length), ignore().add(text))
  }

  /** Whether OLM passes over the file; a file further down has the last word. */
  ignores(path: string): boolean {
    let ignored = false
    for (const folder of foldersOf(path)) {
      const { ignored: yes, unignored } = this.byFolder.get(folder)?.test(path.slice(folder.length)) ?? {}
      if (yes === true) ignored = true
      else if (unignored === true) ignored = false
    }
    return ignored
  }
}

/** `''`, `a/`, `a/b/` of `a/b/c.yaml`. */
function foldersOf(path: string): string[] {
  const folders = ['']
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
    folders.push(path.slice(0, at + 1))
  return folders
}
