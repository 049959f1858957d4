import { issueAdministratorLink } from '../actions/invite.ts'
import {
  type Actor,
  createPerson,
  disablePerson,
  enablePerson,
  giveGrant,
  OPERATOR,
  resetTotp,
  takeGrantBack,
} from '../actions/people.ts'
import { createPasswordHasher } from '../auth/passwords.ts'
import { newRecoveryCodes } from '../auth/recoveryCodes.ts'
import { newTotpSecret, totpUri } from '../auth/totp.ts'
import { readCommunes } from '../content/communes.ts'
import { OperatorFault } from '../domain/fault.ts'
import { checkPassword } from '../domain/password.ts'
import { presentTarget } from '../domain/perimeter.ts'
import { type Grant, needsSecondFactor, parseGrant, writeGrant } from '../domain/permission.ts'
import { linkOrigin } from '../http/urls.ts'
import { checkAddress } from '../mail/message.ts'
import { createDirectory } from '../search/directory.ts'
import type { Database } from '../store/database.ts'
import { findPersonByEmail, grantsByPerson, listPeople } from '../store/people.ts'
import { cleanLine } from '../text/fold.ts'
import type { Call, Command, Result } from './command.ts'
import { withDatabase } from './database.ts'

type Act = (database: Database, call: Call) => Promise<Result>

const ACTS: Readonly<Record<string, Act>> = {
  add,
  list,
  grant: async (database, call) => {
    const { grants, notes } = await knownGrants(database, call)
    return change(database, call, grantTo(grants), notes)
  },
  revoke: async (database, call) => {
    const { grants } = await knownGrants(database, call)
    return change(database, call, revokeFrom(grants))
  },
  disable: (database, call) => change(database, call, disablePerson),
  enable: (database, call) => change(database, call, always(enablePerson)),
  'reset-totp': (database, call) => change(database, call, always(resetTotp)),
  'lien-administrateur': administratorLink,
}

export const peopleCommand: Command = {
  name: 'people',
  word: 'ACTE',
  about: `Comptes : ${Object.keys(ACTS).join(', ')}. Un mot de passe se lit sur l’entrée, jamais dans la commande.`,
  options: {
    email: { about: 'adresse du compte', value: 'ADRESSE' },
    name: { about: 'nom et prénom, pour add', value: 'NOM' },
    label: { about: 'libellé public d’un référent, pour add', value: 'LIBELLÉ' },
    grant: {
      about:
        'habilitations séparées par des virgules : contributor:institution:SLUG, moderator:theme:SLUG, administrator',
      value: 'HABILITATION',
    },
    'password-stdin': { about: 'lit le mot de passe sur l’entrée, pour add' },
  },
  run: (call) => {
    const [act = 'list'] = call.words
    const run = ACTS[act]
    if (run === undefined)
      throw new OperatorFault(`« ${act} » n’est pas un acte : ${Object.keys(ACTS).join(', ')}.`)
    return withDatabase(call, (database) => run(database, call))
  },
}

async function add(database: Database, call: Call): Promise<Result> {
  const email = required(call, 'email')
  const fault = checkAddress(email)
  if (fault !== undefined) throw new OperatorFault(fault)
  const name = cleanLine(required(call, 'name'))
  const { grants, notes } = await presentGrants(database, call)
  const passwordHash = call.options['password-stdin'] === true ? await readPassword([email, name]) : undefined
  // Whoever may approve texts signs in with two factors: the secret is shown once, here.
  const secret = needsSecondFactor(grants, 'moderateurs') ? newTotpSecret() : undefined
  const codes = secret === undefined ? [] : newRecoveryCodes()
  const label = call.options.label === undefined ? undefined : cleanLine(String(call.options.label))
  const made = await createPerson(
    database,
    {
      email,
      name,
      label,
      grants,
      passwordHash,
      totp: secret === undefined ? undefined : { secret, recoveryHashes: codes.map(({ hash }) => hash) },
    },
    OPERATOR,
    new Date(),
  )
  if (!made.ok) return refuse(made.message)
  const shown = codes.map(({ code }) => code)
  const uri = secret === undefined ? undefined : totpUri(secret, email, 'WikiSol62')
  return {
    ok: true,
    lines: [
      `Compte ${made.value} créé.`,
      ...notes,
      ...(secret === undefined
        ? []
        : [
            `Second facteur, montré une seule fois : ${secret}`,
            `  ${uri}`,
            `Codes de secours : ${shown.join(' ')}`,
          ]),
    ],
    data: {
      compte: made.value,
      ...warnings(notes),
      ...(secret === undefined ? {} : { totp: { secret, uri, codes_de_secours: shown } }),
    },
  }
}

/** The way in for who operates the machine: no administrator yet, or none who can still sign in. */
async function administratorLink(database: Database, { config }: Call): Promise<Result> {
  const url = await issueAdministratorLink(database, OPERATOR, linkOrigin(config), new Date())
  return {
    ok: true,
    lines: ['Ce lien crée un compte d’administration. Il sert une fois, pendant 24 heures :', `  ${url}`],
    data: { lien: url },
  }
}

async function list(database: Database): Promise<Result> {
  const [people, grants] = await Promise.all([listPeople(database.read), grantsByPerson(database.read)])
  const rows = people.map((person) => ({
    compte: person.id,
    adresse: person.email,
    nom: person.name,
    libelle: person.label,
    habilitations: (grants.get(person.id) ?? [])
      .filter(({ revokedAt }) => revokedAt === null)
      .map(writeGrant),
    derniere_connexion: person.lastSignInAt,
    desactive_le: person.disabledAt,
  }))
  return {
    ok: true,
    lines:
      rows.length === 0
        ? ['Aucun compte.']
        : rows.map(
            ({ compte, adresse, nom, habilitations, desactive_le }) =>
              `${compte} · ${nom} · ${adresse ?? 'effacé'} · ${habilitations.join(', ') || 'aucune habilitation'}${
                desactive_le === null ? '' : ' · désactivé'
              }`,
          ),
    data: { comptes: rows },
  }
}

type Done = { ok: true } | { ok: false; message: string }
type Change = (database: Database, id: number, by: Actor, now: Date) => Promise<Done>

async function change(
  database: Database,
  call: Call,
  make: Change,
  notes: readonly string[] = [],
): Promise<Result> {
  const person = await findPersonByEmail(database.read, required(call, 'email'))
  if (person === undefined) return refuse('Aucun compte n’a cette adresse.')
  const done = await make(database, person.id, OPERATOR, new Date())
  return done.ok
    ? {
        ok: true,
        lines: [`Compte ${person.id} : fait.`, ...notes],
        data: { compte: person.id, ...warnings(notes) },
      }
    : refuse(done.message)
}

/** An act that refuses nothing. */
function always(act: (database: Database, id: number, by: Actor, now: Date) => Promise<void>): Change {
  return async (...given) => {
    await act(...given)
    return { ok: true }
  }
}

function grantTo(grants: readonly Grant[]): Change {
  return always(async (database, id, by, now) => {
    for (const grant of grants) await giveGrant(database, id, grant, by, now)
  })
}

function revokeFrom(grants: readonly Grant[]): Change {
  return async (database, id, by, now) => {
    for (const grant of grants) {
      const done = await takeGrantBack(database, id, grant, by, now)
      if (!done.ok) return done
    }
    return { ok: true }
  }
}

function required({ options }: Call, name: string): string {
  const value = options[name]
  if (typeof value !== 'string' || value.trim() === '') throw new OperatorFault(`--${name} est attendu.`)
  return value.trim()
}

function grantsIn({ options }: Call): Grant[] {
  if (typeof options.grant !== 'string') return []
  return options.grant.split(',').map((text) => {
    const grant = parseGrant(text.trim())
    if (typeof grant === 'string') throw new OperatorFault(grant)
    return grant
  })
}

/**
 * Grants as the guide knows their targets today: a former slug gives way to the present one. A target that the guide does
 * not have is said, and taken: its fiche may be still to come.
 */
async function presentGrants(database: Database, call: Call): Promise<{ grants: Grant[]; notes: string[] }> {
  const given = grantsIn(call)
  if (given.every(({ target }) => target === '')) return { grants: given, notes: [] }
  const directory = createDirectory(database.read, readCommunes(call.config.contentDir))
  await directory.catchUp()
  const present = given.map((grant) => ({ grant, target: presentTarget(grant, directory) }))
  return {
    grants: present.map(({ grant, target }) => ({ ...grant, target: target ?? grant.target })),
    notes: present.flatMap(({ grant, target }) =>
      target === undefined
        ? [
            `Attention : le guide n’a pas « ${grant.target} » ; cette habilitation ne couvre rien pour l’instant.`,
          ]
        : [],
    ),
  }
}

function warnings(notes: readonly string[]): { avertissements?: readonly string[] } {
  return notes.length === 0 ? {} : { avertissements: notes }
}

async function knownGrants(database: Database, call: Call): Promise<{ grants: Grant[]; notes: string[] }> {
  const found = await presentGrants(database, call)
  if (found.grants.length === 0) throw new OperatorFault('--grant est attendu.')
  return found
}

async function readPassword(context: readonly string[]): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  const password = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
  const fault = checkPassword(password, context)
  if (fault !== undefined) throw new OperatorFault(fault)
  return createPasswordHasher().hash(password)
}

function refuse(message: string): Result {
  return { ok: false, lines: [message], data: { erreur: message } }
}
