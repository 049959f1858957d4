import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** A message as the server took it. */
export interface Received {
  from: string
  to: string[]
  /** Exactly as sent, but for the dots that SMTP doubles. */
  raw: string
}

export interface SmtpServer {
  /** `smtp://127.0.0.1:PORT`. */
  url: string
  received: Received[]
  /** Every line that a client said, but for the messages. */
  commands: string[]
  close: () => Promise<void>
}

/** What the server does instead of saying yes. */
export interface SmtpManners {
  /** An answer to RCPT TO, `550 …`; `drop` ends the connection without a word. */
  onRecipient?: (recipient: string) => string | undefined
  /** The user and password without which nothing is taken. */
  login?: { user: string; password: string }
}

/** A mail server in this process: enough SMTP (RFC 5321) for what a client really sends to be read. */
export async function startSmtp(manners: SmtpManners = {}): Promise<SmtpServer> {
  const received: Received[] = []
  const commands: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    converse(socket, manners, { received, commands })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    commands,
    close: () => closed(server, sockets),
  }
}

async function closed(server: Server, sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  server.close()
  await once(server, 'close')
}

type Kept = Pick<SmtpServer, 'received' | 'commands'>

/** One connection: what it has said so far. */
interface Talk extends Kept {
  socket: Socket
  manners: SmtpManners
  envelope: Pick<Received, 'from' | 'to'>
  /** Lines of the message, from DATA to its lone dot. */
  message: string[] | undefined
  isKnown: boolean
}

function converse(socket: Socket, manners: SmtpManners, kept: Kept): void {
  const talk: Talk = {
    ...kept,
    socket,
    manners,
    envelope: { from: '', to: [] },
    message: undefined,
    isKnown: manners.login === undefined,
  }
  let waiting = ''
  socket.on('data', (bytes) => {
    // Latin-1 keeps each byte: what is not ASCII in a message is then seen by the test.
    waiting += bytes.toString('latin1')
    const lines = waiting.split('\r\n')
    waiting = lines.pop() ?? ''
    for (const line of lines) {
      if (talk.message === undefined) takeCommand(talk, line)
      else takeMessageLine(talk, talk.message, line)
    }
  })
  say(talk, '220 essai ESMTP')
}

function say({ socket }: Talk, line: string): void {
  socket.write(`${line}\r\n`)
}

function takeMessageLine(talk: Talk, message: string[], line: string): void {
  if (line !== '.') {
    message.push(line.startsWith('.') ? line.slice(1) : line)
    return
  }
  talk.received.push({ ...talk.envelope, raw: `${message.join('\r\n')}\r\n` })
  talk.message = undefined
  say(talk, '250 gardé')
}

const COMMANDS: [RegExp, (talk: Talk, argument: string) => void][] = [
  [/^EHLO (.*)$/i, (talk) => say(talk, talk.isKnown ? '250 essai' : '250-essai\r\n250 AUTH PLAIN')],
  [/^AUTH PLAIN (.*)$/i, takeLogin],
  [
    /^MAIL FROM:<(.*)>$/i,
    (talk, from) => {
      talk.envelope = { from, to: [] }
      say(talk, talk.isKnown ? '250 oui' : '530 5.7.0 qui est là ?')
    },
  ],
  [/^RCPT TO:<(.*)>$/i, takeRecipient],
  [
    /^(DATA)$/i,
    (talk) => {
      talk.message = []
      say(talk, '354 à vous')
    },
  ],
  [/^(RSET|NOOP)$/i, (talk) => say(talk, '250 oui')],
  [/^(QUIT)$/i, ({ socket }) => void socket.end('221 au revoir\r\n')],
]

function takeCommand(talk: Talk, line: string): void {
  talk.commands.push(line)
  const found = COMMANDS.find(([pattern]) => pattern.test(line))
  if (found === undefined) say(talk, '502 inconnu ici')
  else found[1](talk, found[0].exec(line)?.[1] ?? '')
}

function takeLogin(talk: Talk, given: string): void {
  const { user, password } = talk.manners.login ?? {}
  talk.isKnown = given === Buffer.from(`\0${user}\0${password}`).toString('base64')
  say(talk, talk.isKnown ? '235 2.7.0 oui' : `535 5.7.8 non : ${given}`)
}

function takeRecipient(talk: Talk, recipient: string): void {
  const refusal = talk.manners.onRecipient?.(recipient)
  if (refusal === 'drop') {
    talk.socket.destroy()
    return
  }
  if (refusal === undefined) talk.envelope.to.push(recipient)
  say(talk, refusal ?? '250 oui')
}

export interface ParsedPart {
  /** Names in lower case; lines that a header was folded into are one again. */
  headers: Map<string, string[]>
  /** Of the part, decoded; of a whole message, still encoded. */
  body: string
}

/** Reads a message as a mail program would: headers in words, parts decoded. */
export function parseMail(raw: string): ParsedPart & { parts: ParsedPart[] } {
  const whole = splitHead(raw)
  const boundary = /boundary="([^"]+)"/.exec(whole.headers.get('content-type')?.[0] ?? '')?.[1]
  const pieces = boundary === undefined ? [] : whole.body.split(`--${boundary}`).slice(1, -1)
  return { ...whole, parts: pieces.map((piece) => decoded(splitHead(piece.replace(/^\r\n/, '')))) }
}

function splitHead(raw: string): ParsedPart {
  const end = raw.indexOf('\r\n\r\n')
  const headers = new Map<string, string[]>()
  for (const line of raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const [, name = '', value = ''] = /^([!-9;-~]+): ?(.*)$/.exec(line) ?? []
    if (name === '') throw new Error(`This is no header: ${line}`)
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), inWords(value)])
  }
  return { headers, body: raw.slice(end + 4) }
}

/** Encoded words of a header (RFC 2047), in the « Q » form or in base64. */
function inWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/((?:=\?utf-8\?[qb]\?[^?]*\?=)+)/gi, (words) =>
      Buffer.concat(
        Array.from(words.matchAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi), ([, form = '', text = '']) =>
          form.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quoted(text.replaceAll('_', ' ')),
        ),
      ).toString('utf8'),
    )
}

function decoded({ headers, body }: ParsedPart): ParsedPart {
  const encoding = headers.get('content-transfer-encoding')?.[0]
  if (encoding !== 'quoted-printable') throw new Error(`This part is in ${encoding}`)
  return { headers, body: quoted(body.replace(/=\r\n/g, '')).toString('utf8') }
}

function quoted(text: string): Buffer {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  return Buffer.from(bytes, 'latin1')
}
