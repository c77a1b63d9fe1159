export type LayoutKind = 'capture' | 'oc' | 'bare'

export type Role =
  | 'record'
  | 'image'
  | 'live-objects'
  | 'canaries'
  | 'gather-file'
  | 'gather-log'
  /** What was read of the bundle, and of the index. */
  | 'bundle'
  | 'index'
  | 'other'

/** What an entry is in a capture. */
export interface Place {
  role: Role
  /** The gather that left it: `default`, `script.x`, or the name of the image folder. */
  gather?: string
  /** Inside the must-gather folder for files of a gather, else inside the capture; the top folder taken away. */
  path: string
}

export interface Layout {
  kind: LayoutKind
  /** The folder that everything lies in, with a slash behind; `''` where there is none. */
  root: string
  /** Names of the gathers, sorted. */
  gathers: string[]
  /** Which records lie beside the gathers, by their roles. */
  sidecars: Role[]
  place(path: string): Place
}
