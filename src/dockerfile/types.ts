/** A file of the build folder and where the image has it. */
export interface ImageFile {
  /** Absolute path on the host; absent for a link. */
  source?: string
  /** What a link points at, as written. */
  link?: string
  /** Absolute path in the image. */
  target: string
  /** Permission bits. */
  mode: number
}

/** What a Dockerfile says of the image besides its files. */
export interface ImageConfig {
  labels: Record<string, string>
  env: Record<string, string>
  workdir: string
  /** As written: a name or number, with an optional group behind a colon. */
  user?: string
  entrypoint: string[]
  cmd: string[]
}

/** An image made from a build folder, without its base: that is the host's root. */
export interface FolderImage extends ImageConfig {
  ref: string
  files: ImageFile[]
  /** Folders that the image has even where they are empty. */
  directories: string[]
  /** What of the Dockerfile was not done, for the report. */
  notes: string[]
}
