import type { Request } from 'express'
import { clean, cleanLine } from '../text/fold.ts'
import { HttpError } from './errors.ts'

/** Longer than any field of a form that is not a text. */
const LONGEST_LINE = 500

/**
 * One field of a form, on one line and cleaned; empty when it is absent. Only fields that are asked for are read: what
 * else a form brings changes nothing. A field given twice means nothing here and is refused.
 */
export function field(request: Request, name: string, longest = LONGEST_LINE): string {
  return cleanLine(rawField(request, name).slice(0, longest))
}

/** A text of several lines. */
export function textField(request: Request, name: string, longest: number): string {
  return clean(rawField(request, name).slice(0, longest))
}

/** As it was typed: for passwords, where each sign counts. */
export function rawField(request: Request, name: string): string {
  const fields = request.body as Record<string, unknown> | undefined
  if (fields === undefined || !Object.hasOwn(fields, name)) return ''
  const value = fields[name]
  if (typeof value !== 'string') throw new HttpError(422)
  return value
}

/** Every field that is plain text, for a form that is to come back. */
export function allFields(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries((request.body ?? {}) as Record<string, unknown>).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}
