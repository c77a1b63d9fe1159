/** Whether a text that may be a path as well is the URL of something on the web. */
export const isUrl = (text: string): boolean => /^https?:\/\//.test(text)
