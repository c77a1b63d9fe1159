import { expect, test } from 'vitest'
import { compileGoTemplate } from '../../../src/kubectl/go-template/index.js'

const list = {
  items: [
    {
      metadata: { name: 'a', labels: { app: 'x', tier: 'front' } },
      status: { phase: 'Running' },
      n: 3,
      data: { p: 'aHVudGVyMg==' },
    },
    { metadata: { name: 'b' }, status: { phase: 'Failed' }, n: 0, empty: [] },
  ],
}

/** What Go prints for the same. */
test.each([
  ['{{range .items}}{{.metadata.name}}{{"\\n"}}{{end}}', 'a\nb\n'],
  ['{{range $i, $p := .items}}{{$i}}={{$p.metadata.name}} {{end}}', '0=a 1=b '],
  ['{{range $p := .items}}{{$p.n}},{{end}}', '3,0,'],
  ['{{range .items}}{{if eq .status.phase "Running"}}run{{else}}no{{end}} {{end}}', 'run no '],
  ['{{range .items}}{{if .n}}n{{else if .metadata.name}}name{{end}};{{end}}', 'n;name;'],
  ['{{range .nope}}x{{else}}none{{end}}', 'none'],
  ['{{with (index .items 0)}}{{.metadata.name}}{{end}}', 'a'],
  ['{{(index .items 1).status.phase}}', 'Failed'],
  ['{{(index .items 0).metadata.labels}}', 'map[app:x tier:front]'],
  ['{{range $k, $v := (index .items 0).metadata.labels}}{{$k}}:{{$v}} {{end}}', 'app:x tier:front '],
  ['{{len .items}}', '2'],
  ['{{.nope}}', '<no value>'],
  ['{{(index .items 0).nope.deeper}}', '<no value>'],
  ['{{printf "%-5s|%3d|%q" "ab" 7 "x"}}', 'ab   |  7|"x"'],
  ['{{(index .items 0).data.p | base64decode}}', 'hunter2'],
  ['{{$n := 0}}{{range .items}}{{$n = .n}}{{end}}{{$n}}', '0'],
  ['{{range .items}}{{$.items | len}}{{end}}', '22'],
  ['a {{- " b " -}} c', 'a b c'],
  ['{{/* nothing */}}x', 'x'],
  ['{{if and .items (not .nope)}}yes{{end}}', 'yes'],
  ['{{or .nope "default"}}', 'default'],
  ['{{if gt (len .items) 1}}many{{end}}', 'many'],
  ['{{`raw {{ }}`}}', 'raw {{ }}'],
])('%s', (template, expected) => {
  expect(compileGoTemplate(template)(list)).toBe(expected)
})

test.each([
  ['{{range .items}}', 'unexpected EOF'],
  ['{{end}}', 'unexpected {{end}}'],
  ['{{nosuch .items}}', 'function "nosuch" not defined in this small client'],
  ['{{template "x"}}', '{{template}} is not supported by this small client'],
  ['{{.items', 'unclosed action'],
  ['{{$x}}', 'undefined variable "$x"'],
  ['{{.items.name}}', "can't evaluate field name"],
])('%s is refused', (template, message) => {
  expect(() => compileGoTemplate(template)(list)).toThrow(message)
})
