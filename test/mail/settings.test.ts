import { expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'

const SMTP_URL = 'smtps://guide:mot%3Ade%40passe@courrier.exemple.fr:465'
const MAIL_FROM = 'guide@exemple.fr'

test('without settings there is no mail', () => {
  expect(readConfig({}).mail).toBeUndefined()
  expect(readConfig({ SMTP_URL: '', MAIL_FROM: '' }).mail).toBeUndefined()
})

test('both settings together name the server and the sender', () => {
  expect(readConfig({ SMTP_URL, MAIL_FROM }).mail).toEqual({ server: new URL(SMTP_URL), from: MAIL_FROM })
})

test.each([
  [{ SMTP_URL }, 'MAIL_FROM : SMTP_URL et MAIL_FROM vont ensemble'],
  [{ MAIL_FROM }, 'SMTP_URL : SMTP_URL et MAIL_FROM vont ensemble'],
  [{ SMTP_URL, MAIL_FROM: 'Guide <guide@exemple.fr>' }, 'MAIL_FROM : une adresse de courriel'],
  [{ SMTP_URL, MAIL_FROM: 'guide@exemple.fr\r\nBcc: x@exemple.fr' }, 'MAIL_FROM : une adresse de courriel'],
])('%j is refused', (environment, message) => {
  expect(() => readConfig(environment)).toThrow(message)
})

test.each([
  'courrier.exemple.fr',
  'https://courrier.exemple.fr',
  'smtp://',
  'smtp://:25',
  'smtps://guide@courrier.exemple.fr',
  'smtps://:secret@courrier.exemple.fr',
  'smtps://guide:sec%ret@courrier.exemple.fr',
  'smtps://guide:secret@courrier.exemple.fr:99999',
  'smtps://guide:secret@courrier.exemple.fr/?tls.rejectUnauthorized=false',
  'smtps://guide:secret@courrier.exemple.fr?debug=true',
  'smtps://guide:secret@courrier.exemple.fr/boite',
  'smtps://guide:secret@courrier.exemple.fr\n',
])('SMTP_URL=%j is refused, and the password is not repeated', (url) => {
  const read = () => readConfig({ SMTP_URL: url, MAIL_FROM })
  expect(read).toThrow('SMTP_URL : un serveur est attendu')
  expect(read).not.toThrow(/sec%?ret/)
})

test.each(['smtp://localhost:25', 'smtp://[::1]:25/', 'smtp://courrier.exemple.fr'])(
  'SMTP_URL=%j is taken',
  (url) => {
    expect(readConfig({ SMTP_URL: url, MAIL_FROM }).mail?.server.href).toBe(new URL(url).href)
  },
)
