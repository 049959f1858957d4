import { isEmail } from '../domain/email.ts'
import type { NewMessage } from '../store/outbox.ts'
import { cleanLine } from '../text/fold.ts'
import { escapeHtml } from '../text/html.ts'
import { NBSP } from '../text/typography.ts'

/** What a message says, in French, as plain text: the template makes text and HTML of it. */
export interface Letter {
  subject: string
  /** « Bonjour Alice, ». */
  greeting: string
  paragraphs: readonly string[]
  /** The one link of the message. Its address is made from PUBLIC_URL, never from what a request says of itself. */
  action?: { label: string; url: string }
  closing: string
}

export type Composed = { ok: true; message: NewMessage } | { ok: false; problems: string[] }

/** Ends of line, control characters and marks that turn the direction of a text: nothing that may stand in a header. */
const HIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

const LONGEST_SUBJECT = 200

/** Makes the message of a letter, or says in French why it cannot be sent. */
export function composeMessage(recipient: string, letter: Letter): Composed {
  const problems = [
    ...headerFaults({ recipient, subject: letter.subject }),
    ...linkFaults(letter.action?.url),
  ]
  if (problems.length > 0) return { ok: false, problems }
  const lines = cleaned(letter)
  return {
    ok: true,
    message: { recipient, subject: lines.subject, text: textOf(lines), html: htmlOf(lines) },
  }
}

/** What forbids these two to stand in the headers of a message; asked again before each sending. */
export function headerFaults({ recipient, subject }: Pick<NewMessage, 'recipient' | 'subject'>): string[] {
  const fault = checkAddress(recipient)
  return [...(fault === undefined ? [] : [fault]), ...subjectFaults(subject)]
}

/** What is wrong, in French, with an address that messages are to go to; nothing when it can be written to. */
export function checkAddress(address: string): string | undefined {
  return isEmail(address)
    ? undefined
    : 'L’adresse de courriel n’est pas valable : écrivez nom@exemple.fr, 254 signes au plus.'
}

function subjectFaults(subject: string): string[] {
  if (HIDDEN.test(subject))
    return ['L’objet contient une fin de ligne ou un caractère invisible : il est refusé.']
  if (cleanLine(subject) === '') return ['L’objet est vide.']
  if (subject.length > LONGEST_SUBJECT) return [`L’objet est trop long : ${LONGEST_SUBJECT} signes au plus.`]
  return []
}

function linkFaults(url: string | undefined): string[] {
  if (url === undefined || isWebAddress(url)) return []
  return ['Le lien du message n’est pas une adresse http ou https.']
}

function isWebAddress(text: string): boolean {
  // URL drops ends of line in silence and takes « https:example.org »: the text itself is looked at first.
  if (!/^https?:\/\/[^\s\\<>"]+$/.test(text) || HIDDEN.test(text) || !URL.canParse(text)) return false
  const { username, password } = new URL(text)
  return username === '' && password === ''
}

/** Each part on one line of its own: a name that holds ends of line cannot add a paragraph of its own. */
function cleaned({ subject, greeting, paragraphs, action, closing }: Letter): Letter {
  return {
    subject: cleanLine(subject),
    greeting: cleanLine(greeting),
    paragraphs: paragraphs.map(cleanLine),
    ...(action === undefined ? {} : { action: { label: cleanLine(action.label), url: action.url } }),
    closing: cleanLine(closing),
  }
}

function textOf({ greeting, paragraphs, action, closing }: Letter): string {
  const link = action === undefined ? [] : [`${action.label}${NBSP}:\n${action.url}`]
  return `${[greeting, ...paragraphs, ...link, closing].join('\n\n')}\n`
}

function htmlOf({ subject, greeting, paragraphs, action, closing }: Letter): string {
  const link = action === undefined ? [] : linkLines(action)
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>${escapeHtml(subject)}</title>
</head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 40em;">
${[paragraph(greeting), ...paragraphs.map(paragraph), ...link, paragraph(closing)].join('\n')}
</body>
</html>
`
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`
}

/** The address stands in full as well: a reader may look at it before following it, or copy it. */
function linkLines({ label, url }: NonNullable<Letter['action']>): string[] {
  const address = escapeHtml(url)
  return [
    `<p><a href="${address}">${escapeHtml(label)}</a></p>`,
    `<p>Si le lien ne s’ouvre pas, copiez cette adresse dans le navigateur${NBSP}:<br>${address}</p>`,
  ]
}
