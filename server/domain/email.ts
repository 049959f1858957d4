/** A plain address: ASCII, no quoted part, no comment, a domain with a dot. */
const EMAIL =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$/

/** What a server takes at most (RFC 5321). */
const LONGEST = 254

/** True for an e-mail address that can be written to; nothing that a mail header or HTML would misread passes. */
export function isEmail(text: string): boolean {
  return text.length <= LONGEST && EMAIL.test(text)
}
