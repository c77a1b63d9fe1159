import type { Report } from '../model/report.js'

export interface RenderOptions {
  /** ANSI colours; only the text reporter has any. */
  colour?: boolean
}

/** A pure function from the report to text. */
export interface Reporter {
  /** As `--output` takes it. */
  name: string
  /** Name of the file in the run's folder; absent where it is for the terminal only. */
  fileName?: (report: Report) => string
  render(report: Report, options?: RenderOptions): string
}
