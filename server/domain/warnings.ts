/** What a reviewer should look at twice in a change, and what else in the guide it concerns. Pure. */
import { fold } from '../text/fold.ts'
import type { Document } from './document/document.ts'
import type { FicheFacts } from './facts.ts'
import { parsePhone } from './phone.ts'

export type Warning =
  /** A name, a mobile number or a personal address that the fiche did not hold. */
  | { kind: 'personal'; what: 'personne' | 'mobile' | 'courriel' }
  /** The new number is the number of other fiches too. */
  | { kind: 'samePhone'; fiches: readonly string[] }
  /** The number that goes still stands on other fiches. */
  | { kind: 'oldPhone'; fiches: readonly string[] }
  /** Another fiche of the same address gives other hours. */
  | { kind: 'otherHours'; fiches: readonly string[] }

interface AnyFields {
  telephone?: string
  courriel?: string
  personne?: string
  adresse?: string
  commune?: string
  horaires?: string
}

export interface Proposed {
  slug: string
  before: Document | undefined
  after: Document
}

export function warningsFor({ slug, before, after }: Proposed, guide: Iterable<FicheFacts>): Warning[] {
  const old = (before?.fields ?? {}) as AnyFields
  const next = after.fields as AnyFields
  const others = [...guide].filter((facts) => facts.slug !== slug)
  const withPhone = (number: string | undefined) => {
    const digits = digitsOf(number)
    return digits === undefined ? [] : others.filter(({ phone }) => digitsOf(phone) === digits)
  }
  const hasNewPhone = digitsOf(next.telephone) !== digitsOf(old.telephone)
  const found: Warning[] = [
    ...personalIn(before, after).map((what) => ({ kind: 'personal' as const, what })),
    ...(hasNewPhone ? naming('samePhone', withPhone(next.telephone)) : []),
    ...(hasNewPhone ? naming('oldPhone', withPhone(old.telephone)) : []),
    ...(next.horaires === old.horaires ? [] : naming('otherHours', sameAddress(next, others))),
  ]
  return found
}

function naming(kind: 'samePhone' | 'oldPhone' | 'otherHours', fiches: readonly FicheFacts[]): Warning[] {
  return fiches.length === 0 ? [] : [{ kind, fiches: fiches.map(({ slug }) => slug) }]
}

function sameAddress(
  { adresse, commune, horaires }: AnyFields,
  others: readonly FicheFacts[],
): readonly FicheFacts[] {
  if (adresse === undefined || commune === undefined || horaires === undefined) return []
  const street = streetKey(adresse)
  return others.filter(
    (facts) =>
      facts.kind === 'site' &&
      facts.commune === commune &&
      facts.address !== undefined &&
      streetKey(withoutTown(facts.address)) === street &&
      facts.hours !== undefined &&
      facts.hours !== horaires,
  )
}

/** Facts give an address with its town, « 12 rue des Lilas, 62000 Arras »; the field holds the street alone. */
function withoutTown(address: string): string {
  return address.replace(/, [^,]*$/, '')
}

function streetKey(address: string): string {
  return fold(address)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
}

function digitsOf(number: string | undefined): string | undefined {
  const phone = number === undefined ? undefined : parsePhone(number)
  return phone?.ok ? phone.digits : undefined
}

/** No part of a longer number, such as a SIRET. */
const MOBILE = /(?<!\d)(?:\+33\s?|0)[67](?:[\s.-]?\d{2}){4}(?!\d)/g
/** « prenom.nom@ » and « p.nom@ » are somebody's; « accueil@ » is a service's. */
const PERSONAL_ADDRESS = /\b[a-z]+[.-][a-z]{2,}@[a-z0-9.-]+\.[a-z]{2,}\b/gi

function personalIn(before: Document | undefined, after: Document): ('personne' | 'mobile' | 'courriel')[] {
  const person = (document: Document | undefined) => (document?.fields as AnyFields | undefined)?.personne
  const hasNewName = person(after) !== undefined && person(after) !== person(before)
  return [
    ...(hasNewName ? ['personne' as const] : []),
    ...(isAdded(MOBILE, before, after) ? ['mobile' as const] : []),
    ...(isAdded(PERSONAL_ADDRESS, before, after) ? ['courriel' as const] : []),
  ]
}

function isAdded(pattern: RegExp, before: Document | undefined, after: Document): boolean {
  const found = (document: Document | undefined) =>
    document === undefined
      ? []
      : (`${JSON.stringify(document.fields)}\n${document.body}`.match(pattern) ?? [])
  const old = new Set(found(before))
  return found(after).some((each) => !old.has(each))
}
