import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder with these files, gone after the test; texts that start with `#!` are executable. */
export function folderOf(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'config-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
    if (text.startsWith('#!')) chmodSync(join(dir, name), 0o755)
  }
  return dir
}

export const isvYaml = `apiVersion: conformance.must-gather.io/v1alpha1
kind: Isv
metadata: {name: acme}
spec:
  images:
    operator: quay.io/acme/operator:1.0.0
    mustGather: {ref: quay.io/acme/must-gather:1.0.0, build: {context: ./must-gather}}
  install: {method: manifests, manifests: [./manifests/*.yaml], namespace: acme}
  samples: [./samples/a.yaml]
  functests: [./functests/*]
  contract:
    expectedFiles: ./expected-files.yaml
`

export const isvFiles: Record<string, string> = {
  'isv.yaml': isvYaml,
  'must-gather/Dockerfile': 'FROM scratch\n',
  'manifests/b.yaml': '{}\n',
  'manifests/a.yaml': '{}\n',
  'samples/a.yaml': '{}\n',
  'functests/one': '#!/bin/sh\n',
  'expected-files.yaml': 'x\n',
}

/** What a wrong file is answered with, one line per problem, without the folder. */
export async function problemsOf(loading: Promise<unknown>, dir: string): Promise<string[]> {
  const error = await loading.then(
    () => undefined,
    (thrown: unknown) => thrown as Error & { code?: string },
  )
  if (error?.code !== 'config.invalid') throw error ?? new Error('nothing was wrong')
  return error.message
    .split('\n')
    .slice(1)
    .map((line) => line.trim().replaceAll(`${dir}/`, ''))
}
