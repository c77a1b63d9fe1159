/**
 * What stands between a key and its value: a colon or an equals sign, a space after an option, the end of an XML tag, or
 * what is between the name and the `value` of an environment variable or of a Template's parameter.
 */
export const separator =
  /["']?(?:[ \t]{0,4}(?::=|=>|:|=)[ \t]{0,40}| (?<=--[\w-]{0,60} )|>(?<=<[\w:]{0,60}>)|,?\s{0,60}(?<=[\s,])(?:["']?required["']?: ?true,?\s{0,60})?["']?value["']?[ \t]{0,4}:[ \t]{0,4})/
    .source
