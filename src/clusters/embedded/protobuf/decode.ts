import { Buffer } from 'node:buffer'
import protobuf from 'protobufjs/minimal.js'
import { fieldsOfMessage, messageIdOf } from '../schema/index.js'
import type { Field, FieldType, Scalar } from '../schema/fields.js'
import { ApiError, badRequest } from '../store/api-error.js'
import type { Json } from '../store/json.js'

/** Reads the protobuf bodies that typed clients send: `k8s\0`, then an envelope of apiVersion, kind and the object. */

type Reader = protobuf.Reader

const magic = Buffer.from('k8s\0')

/** @returns The object as its JSON would be. */
export function decodeProtobuf(body: Buffer): Json {
  if (!body.subarray(0, magic.length).equals(magic))
    throw badRequest('provided data does not appear to be a protobuf message')
  try {
    return decodeEnvelope(body.subarray(magic.length))
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw badRequest(
      `the protobuf body cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function decodeEnvelope(bytes: Buffer): Json {
  let apiVersion = ''
  let kind = ''
  let raw: Uint8Array = new Uint8Array()
  eachField(protobuf.Reader.create(bytes), (number, reader) => {
    if (number === 1) {
      eachField(protobuf.Reader.create(reader.bytes()), (part, inner) => {
        if (part === 1) apiVersion = inner.string()
        else if (part === 2) kind = inner.string()
        else return false
        return true
      })
    } else if (number === 2) raw = reader.bytes()
    else return false
    return true
  })
  const slash = apiVersion.indexOf('/')
  const group = slash < 0 ? '' : apiVersion.slice(0, slash)
  const id = messageIdOf({ group, version: apiVersion.slice(slash + 1), kind })
  if (id === undefined) throw unknownKind(apiVersion, kind)
  return { apiVersion, kind, ...decodeMessage(id, raw) }
}

function unknownKind(apiVersion: string, kind: string): ApiError {
  const message = `the protobuf form of ${apiVersion} ${kind} is not known to this server - send application/json`
  return new ApiError(415, 'UnsupportedMediaType', message)
}

/** Calls `take` for every field; what it does not take is skipped. */
function eachField(
  reader: Reader,
  take: (number: number, reader: Reader, wireType: number) => boolean,
): void {
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if (!take(tag >>> 3, reader, tag & 7)) reader.skipType(tag & 7)
  }
}

function decodeMessage(id: string, bytes: Uint8Array): Json {
  const fields = new Map(fieldsOfMessage(id).map((field) => [field.number, field]))
  const result: Json = {}
  eachField(protobuf.Reader.create(bytes), (number, reader, wireType) => {
    const field = fields.get(number)
    if (!field) return false
    readField(result, field, reader, wireType)
    return true
  })
  return result
}

function readField(result: Json, field: Field, reader: Reader, wireType: number): void {
  const { name, type } = field
  if (field.inline && type.kind === 'message') {
    Object.assign(result, decodeMessage(type.message, reader.bytes()))
  } else if (type.kind === 'list') {
    const list = (result[name] ??= []) as unknown[]
    list.push(...readItems(type.of, reader, wireType))
  } else if (type.kind === 'map') {
    const [key, value] = readEntry(type.of, reader.bytes())
    result[name] = { ...(result[name] as Json | undefined), [key]: value }
  } else {
    const value = readValue(type, reader)
    // A Go struct writes what is not a pointer even where it was never set.
    if (field.optional || !isZero(value)) result[name] = value
  }
}

function readItems(type: FieldType, reader: Reader, wireType: number): unknown[] {
  const packed = wireType === 2 && type.kind === 'scalar' && (type.scalar === 'i' || type.scalar === 'b')
  if (!packed) return [readValue(type, reader)]
  const inner = protobuf.Reader.create(reader.bytes())
  const items: unknown[] = []
  while (inner.pos < inner.len) items.push(readValue(type, inner))
  return items
}

function readEntry(type: FieldType, bytes: Uint8Array): [string, unknown] {
  let key = ''
  let value: unknown = type.kind === 'scalar' && (type.scalar === 's' || type.scalar === 'y') ? '' : {}
  eachField(protobuf.Reader.create(bytes), (number, reader) => {
    if (number === 1) key = reader.string()
    else if (number === 2)
      value = type.kind === 'list' ? readWrappedList(type.of, reader.bytes()) : readValue(type, reader)
    else return false
    return true
  })
  return [key, value]
}

/** A list as a map's value is a message of its own: `ExtraValue { repeated string items = 1 }`. */
function readWrappedList(type: FieldType, bytes: Uint8Array): unknown[] {
  const items: unknown[] = []
  eachField(protobuf.Reader.create(bytes), (number, reader) => {
    if (number !== 1) return false
    items.push(readValue(type, reader))
    return true
  })
  return items
}

function isZero(value: unknown): boolean {
  if (value === '' || value === 0 || value === false || value === null || value === undefined) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function readValue(type: FieldType, reader: Reader): unknown {
  if (type.kind === 'message') return decodeMessage(type.message, reader.bytes())
  if (type.kind === 'scalar') return scalars[type.scalar](reader)
  return undefined
}

const scalars: Record<Scalar, (reader: Reader) => unknown> = {
  s: (reader) => reader.string(),
  i: (reader) => number(reader.int64()),
  d: (reader) => reader.double(),
  b: (reader) => reader.bool(),
  y: (reader) => Buffer.from(reader.bytes()).toString('base64'),
  T: (reader) => time(reader.bytes(), 0),
  M: (reader) => time(reader.bytes(), 6),
  D: (reader) => duration(reader.bytes()),
  Q: (reader) => firstString(reader.bytes(), 1),
  I: (reader) => intOrString(reader.bytes()),
  A: (reader) => rawJson(reader.bytes()),
}

/** A protobuf integer of 64 bits; what Kubernetes sends fits into a number. */
function number(value: { toString(): string }): number {
  return Number(value.toString())
}

function integers(bytes: Uint8Array): Map<number, number> {
  const found = new Map<number, number>()
  eachField(protobuf.Reader.create(bytes), (field, reader, wireType) => {
    if (wireType !== 0) return false
    found.set(field, number(reader.int64()))
    return true
  })
  return found
}

function time(bytes: Uint8Array, digits: 0 | 6): string | null {
  if (bytes.length === 0) return null
  const parts = integers(bytes)
  const text = new Date((parts.get(1) ?? 0) * 1000).toISOString().slice(0, 19)
  const fraction = String(parts.get(2) ?? 0)
    .padStart(9, '0')
    .slice(0, 6)
  return digits === 0 ? `${text}Z` : `${text}.${fraction}Z`
}

function duration(bytes: Uint8Array): string {
  return `${(integers(bytes).get(1) ?? 0) / 1e9}s`
}

function firstString(bytes: Uint8Array, wanted: number): string {
  let found = ''
  eachField(protobuf.Reader.create(bytes), (field, reader) => {
    if (field !== wanted) return false
    found = reader.string()
    return true
  })
  return found
}

function intOrString(bytes: Uint8Array): number | string {
  const parts = integers(bytes)
  return parts.get(1) === 1 ? firstString(bytes, 3) : (parts.get(2) ?? 0)
}

/** `RawExtension` and `FieldsV1`: JSON as bytes. */
function rawJson(bytes: Uint8Array): unknown {
  const text = firstString(bytes, 1)
  return text === '' ? {} : (JSON.parse(text) as unknown)
}
