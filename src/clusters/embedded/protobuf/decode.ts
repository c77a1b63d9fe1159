import { unsupportedMediaType } from '../api/decode-body.js'

export function decodeProtobuf(_body: Buffer): unknown {
  throw unsupportedMediaType()
}
