import { resolve } from 'node:path'
import { z } from 'zod'
import { isEmail } from './domain/email.ts'
import { OperatorFault } from './domain/fault.ts'
import { contrast } from './text/contrast.ts'

/** What a Département may change of the guide's face, from the environment. */
export interface Brand {
  /** Name of the guide: « WikiSol62 ». */
  name: string
  /** « du Pas-de-Calais », after « Le guide des solidarités ». */
  territory: string
  /** True where /logo answers an image of the Département's. */
  hasLogo: boolean
  cofunding: { shown: boolean; mention: string; fund: string; url: string }
  accessibility: { status: string; auditedOn?: string }
}

/** Where mail leaves by, and whose address it carries. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with the user and password where the server asks for them. */
  server: URL
  from: string
}

export interface Config {
  port: number
  host: string
  dataDir: string
  contentDir: string
  /** `postgres://…`; SQLite in `dataDir` without it. */
  databaseUrl: string | undefined
  /** Origin of every absolute link; without it, the address that the request came by. */
  publicUrl: URL | undefined
  /** Without it, messages stay in the outbox, where the administrator and `wikisol outbox` read them. */
  mail: MailSettings | undefined
  /** How long sessions last, in milliseconds: without being used, and in all. */
  sessions: { idle: number; absolute: number }
  /** Who must sign in with a second factor. */
  secondFactor: 'administrateurs' | 'moderateurs'
  /** Failures to sign in within fifteen minutes: of an account from an address, of an address, of a second factor. */
  throttle: { account: number; address: number; code: number }
  /** Days during which messages are kept, and the lines of the journal. */
  keepMailDays: number
  keepJournalDays: number
  /** Working days in which an answer to a proposal is promised. */
  reviewDays: number
  /** Days during which a draft, or a proposal that was refused or taken back, is kept untouched. */
  keepDraftDays: number
  /** How many proxies stand before the server; 0 ignores every X-Forwarded-* header. */
  proxies: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  mode: 'production' | 'development' | 'test'
  brand: Brand
  /** File of the logo: SVG, PNG or JPEG. */
  logo: string | undefined
  /** True during maintenance: nothing is written, not even counters; reading goes on. */
  readOnly: boolean
  /** Colours that replace the sheet's own accent, #rrggbb. */
  colours: { light?: string; dark?: string }
}

/** A colour that text can be written in, on the guide's paper of that scheme: 4.5 to 1 (WCAG 2.2, 1.4.3). */
const colourOn = (paper: string) =>
  z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'une couleur s’écrit #rrggbb')
    .refine(
      (text) => !/^#[0-9a-f]{6}$/i.test(text) || contrast(text, paper) >= 4.5,
      `cette couleur manque de contraste sur ${paper} (4,5 au moins)`,
    )
    .optional()

/** A server and nothing else: an option in the address could turn off the verification of certificates. */
function isMailServer(text: string): boolean {
  if (!/^smtps?:\/\/[^\s/?#]+\/?$/.test(text) || !URL.canParse(text)) return false
  const { username, password, hostname } = new URL(text)
  return hostname !== '' && (username === '') === (password === '') && isDecodable(username + password)
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

const yesOrNo = z.enum(['oui', 'non'], 'écrivez oui ou non')
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'un nombre entier est attendu')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `entre ${min} et ${max}`)

/** Every variable that the server reads, with its default. README.md has the same table (test/docs.test.ts). */
export const ENVIRONMENT = z.object({
  PORT: wholeNumber(0, 65_535).default(3_000),
  HOST: z.string().default('0.0.0.0'),
  WIKISOL_DATA_DIR: z.string().default('data'),
  WIKISOL_CONTENT_DIR: z.string().default('content'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'l’adresse commence par postgres://')
    .optional(),
  PUBLIC_URL: z
    .string()
    .refine(
      (text) => /^https?:\/\/[^/]+\/?$/.test(text) && URL.canParse(text),
      'une origine est attendue, https://guide.exemple.fr',
    )
    .optional(),
  SMTP_URL: z
    .string()
    .refine(
      isMailServer,
      'un serveur est attendu, smtps://utilisateur:motdepasse@courrier.exemple.fr:465, les signes spéciaux écrits en %XX',
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .refine(isEmail, 'une adresse de courriel est attendue, guide@exemple.fr, sans nom')
    .optional(),
  WIKISOL_SESSION_INACTIVITE: wholeNumber(5, 1_440).default(240),
  WIKISOL_SESSION_DUREE: wholeNumber(1, 168).default(12),
  TOTP_OBLIGATOIRE: z
    .enum(['administrateurs', 'moderateurs'], 'administrateurs ou moderateurs')
    .default('moderateurs'),
  WIKISOL_ECHECS_COMPTE: wholeNumber(3, 1_000).default(10),
  WIKISOL_ECHECS_ADRESSE: wholeNumber(10, 100_000).default(600),
  WIKISOL_CONSERVATION_COURRIELS: wholeNumber(1, 365).default(30),
  WIKISOL_CONSERVATION_JOURNAL: wholeNumber(366, 3_660).default(1_095),
  WIKISOL_DELAI_RELECTURE: wholeNumber(1, 30).default(3),
  WIKISOL_CONSERVATION_BROUILLONS: wholeNumber(30, 3_660).default(365),
  WIKISOL_PROXIES: wholeNumber(0, 5).default(0),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'debug, info, warn, error ou silent')
    .default('info'),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  WIKISOL_NOM: z.string().min(1).max(40).default('WikiSol62'),
  WIKISOL_TERRITOIRE: z.string().min(1).max(60).default('du Pas-de-Calais'),
  WIKISOL_LOGO: z.string().optional(),
  WIKISOL_LECTURE_SEULE: yesOrNo.default('non'),
  WIKISOL_COULEUR: colourOn('#f8f6f0'),
  WIKISOL_COULEUR_SOMBRE: colourOn('#14191b'),
  WIKISOL_COFINANCEMENT: yesOrNo.default('oui'),
  WIKISOL_COFINANCEMENT_MENTION: z.string().max(120).default('Cofinancé par l’Union européenne'),
  WIKISOL_COFINANCEMENT_FONDS: z.string().max(120).default('Fonds européen de développement régional'),
  WIKISOL_ACCESSIBILITE: z
    .enum(['non conforme', 'partiellement conforme', 'totalement conforme'])
    .default('non conforme'),
  WIKISOL_ACCESSIBILITE_AUDIT: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'un jour s’écrit AAAA-MM-JJ')
    .optional(),
})

const MINUTE_MS = 60_000

/** A code has a million forms and three are good at once: five tries in fifteen minutes find one in two years. */
const WRONG_CODES = 5

/** Reads the environment once; throws OperatorFault when a value cannot be used. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = ENVIRONMENT.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')} : ${message}`)
    throw new OperatorFault(`Configuration refusée :\n${lines.join('\n')}`)
  }
  const env = parsed.data
  if (env.WIKISOL_ACCESSIBILITE !== 'non conforme' && env.WIKISOL_ACCESSIBILITE_AUDIT === undefined) {
    throw new OperatorFault(
      'Configuration refusée :\n  WIKISOL_ACCESSIBILITE_AUDIT : un état autre que « non conforme » demande le jour de l’audit',
    )
  }
  if ((env.SMTP_URL === undefined) !== (env.MAIL_FROM === undefined)) {
    const missing = env.SMTP_URL === undefined ? 'SMTP_URL' : 'MAIL_FROM'
    throw new OperatorFault(
      `Configuration refusée :\n  ${missing} : SMTP_URL et MAIL_FROM vont ensemble, donnez les deux ou aucune`,
    )
  }
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.WIKISOL_DATA_DIR),
    contentDir: resolve(env.WIKISOL_CONTENT_DIR),
    databaseUrl: env.DATABASE_URL,
    publicUrl: env.PUBLIC_URL === undefined ? undefined : new URL(env.PUBLIC_URL),
    mail: mailOf(env),
    sessions: {
      idle: env.WIKISOL_SESSION_INACTIVITE * MINUTE_MS,
      absolute: env.WIKISOL_SESSION_DUREE * 60 * MINUTE_MS,
    },
    secondFactor: env.TOTP_OBLIGATOIRE,
    throttle: { account: env.WIKISOL_ECHECS_COMPTE, address: env.WIKISOL_ECHECS_ADRESSE, code: WRONG_CODES },
    keepMailDays: env.WIKISOL_CONSERVATION_COURRIELS,
    keepJournalDays: env.WIKISOL_CONSERVATION_JOURNAL,
    reviewDays: env.WIKISOL_DELAI_RELECTURE,
    keepDraftDays: env.WIKISOL_CONSERVATION_BROUILLONS,
    proxies: env.WIKISOL_PROXIES,
    logLevel: env.LOG_LEVEL,
    mode: env.NODE_ENV,
    brand: brandOf(env),
    logo: env.WIKISOL_LOGO === undefined ? undefined : resolve(env.WIKISOL_LOGO),
    readOnly: env.WIKISOL_LECTURE_SEULE === 'oui',
    colours: coloursOf(env),
  }
}

function mailOf({ SMTP_URL, MAIL_FROM }: z.infer<typeof ENVIRONMENT>): MailSettings | undefined {
  if (SMTP_URL === undefined || MAIL_FROM === undefined) return undefined
  return { server: new URL(SMTP_URL), from: MAIL_FROM }
}

function brandOf(env: z.infer<typeof ENVIRONMENT>): Brand {
  return {
    name: env.WIKISOL_NOM,
    territory: env.WIKISOL_TERRITOIRE,
    hasLogo: env.WIKISOL_LOGO !== undefined,
    cofunding: {
      shown: env.WIKISOL_COFINANCEMENT === 'oui',
      mention: env.WIKISOL_COFINANCEMENT_MENTION,
      fund: env.WIKISOL_COFINANCEMENT_FONDS,
      url: '/financement-europeen',
    },
    accessibility: {
      status: env.WIKISOL_ACCESSIBILITE,
      ...(env.WIKISOL_ACCESSIBILITE_AUDIT === undefined
        ? {}
        : { auditedOn: env.WIKISOL_ACCESSIBILITE_AUDIT }),
    },
  }
}

function coloursOf(env: z.infer<typeof ENVIRONMENT>): Config['colours'] {
  return {
    ...(env.WIKISOL_COULEUR === undefined ? {} : { light: env.WIKISOL_COULEUR }),
    ...(env.WIKISOL_COULEUR_SOMBRE === undefined ? {} : { dark: env.WIKISOL_COULEUR_SOMBRE }),
  }
}
