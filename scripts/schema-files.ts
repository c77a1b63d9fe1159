import type { TSchema } from 'typebox'
import { CanariesFile } from '../src/model/canaries.js'
import { CaptureRecord } from '../src/model/capture-record.js'
import { Catalog, CatalogRecord } from '../src/model/catalog.js'
import { ExpectedFiles } from '../src/model/expected-files.js'
import { ImageProbe, LiveObjects } from '../src/model/image-probe.js'
import { IsvConfig } from '../src/model/isv-config.js'
import { MustGatherRecord } from '../src/model/must-gather-record.js'
import { Profile } from '../src/model/profile.js'
import { Report } from '../src/model/report.js'
import { Waivers } from '../src/model/waivers.js'

const schemas: readonly TSchema[] = [
  IsvConfig,
  ExpectedFiles,
  Waivers,
  Profile,
  CaptureRecord,
  ImageProbe,
  LiveObjects,
  CanariesFile,
  CatalogRecord,
  Catalog,
  MustGatherRecord,
  Report,
]

/** The files of `schemas/`, name and text, as the model has them now. */
export function schemaFiles(): Map<string, string> {
  return new Map(schemas.map((schema) => [(schema as { $id: string }).$id, textOf(schema)]))
}

function textOf(schema: TSchema): string {
  const draft = 'https://json-schema.org/draft/2020-12/schema'
  return `${JSON.stringify({ $schema: draft, ...schema }, null, 2)}\n`
}
