const wordAtEnd = /[\w+/=.~-]+$/
const wordAtStart = /^[\w+/=.~-]+/

/** At most `limit` characters from the beginning, without a word that is cut: nobody knows the half of a secret for one. */
export const firstWords = (text: string, limit: number): string =>
  text.length <= limit ? text : text.slice(0, limit).replace(wordAtEnd, '')

/** The same from the end. */
export const lastWords = (text: string, limit: number): string =>
  text.length <= limit ? text : text.slice(-limit).replace(wordAtStart, '')
