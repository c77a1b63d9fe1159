import { createHash } from 'node:crypto'
import { html, trusted } from './html.js'
import type { Html } from './html.js'
import { filterScript } from './filter-script.js'
import { styles } from './styles.js'

/**
 * One self-contained document. Its policy lets the one style sheet and the one script in it run, by their digests, and
 * nothing else: what slips through an escape still loads and runs nothing.
 */
export function page(title: string, body: Html): string {
  const policy = [
    "default-src 'none'",
    `style-src '${digest(styles)}'`,
    `script-src '${digest(filterScript)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${inline('style', styles)}
      </head>
      <body>
        ${body} ${inline('script', filterScript)}
      </body>
    </html>`
  return `${document.markup}\n`
}

/** Byte for byte what the digest was made of. */
const inline = (name: string, text: string): Html => trusted(`<${name}>${text}</${name}>`)

const digest = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`
