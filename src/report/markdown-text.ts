const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML shows it, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** One line of text as GitHub's Markdown shows it: no markup, no HTML, no link, no cell border of its own. */
export function markdown(line: string): string {
  return line
    .replace(/[\\`*[\]~|$]|(?<!\w)_|_(?!\w)/g, '\\$&')
    .replace(/[&<>]/g, (character) => entities[character] ?? character)
    .replace(/:(?=\/\/)|(?<=\bwww)\.|@/gi, (character) => `&#${character.charCodeAt(0)};`)
}
