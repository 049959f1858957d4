/**
 * What the database keeps beside a document so that it can be listed, joined and found. Everything here follows from
 * the document alone, so `rebuild` can make it again and `verify` can compare it.
 */
import { fold, sortKey } from '../text/fold.ts'
import type { Document } from './document/document.ts'
import type { Namespace } from './document/kinds.ts'
import { isCommuneCode, namespaceOf, referencesOf } from './document/references.ts'
import type { STATUSES, VISIBILITIES } from './document/vocabulary.ts'
import { parsePhone } from './phone.ts'

export type Visibility = keyof typeof VISIBILITIES

export interface PageIdentity {
  title: string
  sortKey: string
  acronym?: string
  summary?: string
  status: keyof typeof STATUSES
  archived: boolean
  visibility: Visibility
  owner?: string
  /** INSEE code. */
  commune?: string
  phone?: string
  fields: Document['fields']
}

export interface Projection {
  identity: PageIdentity
  names: { role: 'title' | 'acronym' | 'other' | 'everyday' | 'misspelt'; name: string; folded: string }[]
  themes: string[]
  territories: string[]
  audiences: string[]
  links: { key: string; namespace: Namespace; slug: string }[]
  lines: { medium: 'telephone' | 'courriel'; value: string; digits?: string }[]
  coverage: { theme?: string; territory?: string }[]
  hours: { key: 'horaires' | 'joignable'; hours: string }[]
  closures: { key: 'fermetures' | 'absences'; firstDay: string; lastDay: string; reason?: string }[]
}

/** Every key that some kind has, absent where this kind has none: what reading across kinds needs. */
interface AnyFields {
  titre: string
  sigle?: string
  autres_noms?: string[]
  mots_usuels?: string[]
  fautes_courantes?: string[]
  resume?: string
  statut?: keyof typeof STATUSES
  responsable?: string
  thematiques?: string[]
  territoires?: string[]
  publics?: string[]
  archive?: object
  visibilite?: Visibility
  commune?: string
  telephone?: string
  courriel?: string
  horaires?: string
  joignable?: string
  fermetures?: { du: string; au: string; motif?: string }[]
  absences?: { du: string; au: string }[]
  couvre?: { thematiques?: string[]; territoires?: string[] }[]
}

export function projectionOf(document: Document): Projection {
  const fields = document.fields as AnyFields
  return {
    identity: identityOf(document, fields),
    names: namesOf(fields),
    themes: fields.thematiques ?? [],
    territories: fields.territoires ?? [],
    audiences: fields.publics ?? [],
    links: linksOf(document),
    lines: linesOf(fields),
    coverage: coverageOf(fields),
    hours: [
      ...(fields.horaires === undefined ? [] : [{ key: 'horaires' as const, hours: fields.horaires }]),
      ...(fields.joignable === undefined ? [] : [{ key: 'joignable' as const, hours: fields.joignable }]),
    ],
    closures: closuresOf(fields),
  }
}

/** Who may see a document. Only a contact can be kept for professionals. */
export function visibilityOf(document: Document): Visibility {
  return (document.fields as AnyFields).visibilite ?? 'tous'
}

function identityOf(document: Document, fields: AnyFields): PageIdentity {
  return withoutUndefined({
    title: fields.titre,
    sortKey: sortKey(fields.titre),
    acronym: fields.sigle,
    summary: fields.resume,
    status: fields.statut ?? 'en-service',
    archived: fields.archive !== undefined,
    visibility: visibilityOf(document),
    owner: fields.responsable,
    commune: fields.commune,
    phone: fields.telephone,
    fields: document.fields,
  })
}

function namesOf(fields: AnyFields): Projection['names'] {
  const all: [Projection['names'][number]['role'], string[]][] = [
    ['title', [fields.titre]],
    ['acronym', fields.sigle === undefined ? [] : [fields.sigle]],
    ['other', fields.autres_noms ?? []],
    ['everyday', fields.mots_usuels ?? []],
    ['misspelt', fields.fautes_courantes ?? []],
  ]
  return all.flatMap(([role, names]) => names.map((name) => ({ role, name, folded: fold(name) })))
}

/** Links to other documents, once per key and target; places that are communes are no documents. */
function linksOf(document: Document): Projection['links'] {
  const seen = new Set<string>()
  return referencesOf(document).flatMap(({ key, to, slug }) => {
    const link = { key: key.replace(/\[\d+\]/g, ''), namespace: namespaceOf(to), slug }
    const identity = JSON.stringify(link)
    if (seen.has(identity) || (to === 'place' && isCommuneCode(slug))) return []
    seen.add(identity)
    return [link]
  })
}

function linesOf(fields: AnyFields): Projection['lines'] {
  const lines: Projection['lines'] = []
  const phone = fields.telephone === undefined ? undefined : parsePhone(fields.telephone)
  if (phone?.ok) lines.push({ medium: 'telephone', value: phone.shown, digits: phone.digits })
  if (fields.courriel !== undefined) lines.push({ medium: 'courriel', value: fields.courriel })
  return lines
}

/** Each theme crossed with each place of an entry; an entry that names one side only leaves the other open. */
function coverageOf(fields: AnyFields): Projection['coverage'] {
  return (fields.couvre ?? []).flatMap(({ thematiques = [undefined], territoires = [undefined] }) =>
    thematiques.flatMap((theme) => territoires.map((territory) => withoutUndefined({ theme, territory }))),
  )
}

function closuresOf(fields: AnyFields): Projection['closures'] {
  return [
    ...(fields.fermetures ?? []).map(({ du, au, motif }) =>
      withoutUndefined({ key: 'fermetures' as const, firstDay: du, lastDay: au, reason: motif }),
    ),
    ...(fields.absences ?? []).map(({ du, au }) => ({ key: 'absences' as const, firstDay: du, lastDay: au })),
  ]
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

function withoutUndefined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>
}
