import type { Request } from 'express'
import { cleanLine } from '../text/fold.ts'
import { HttpError } from './errors.ts'

/**
 * One parameter of the address, cleaned; nothing when it is absent or empty. A parameter given twice has no meaning
 * here and is refused; unknown parameters are ignored, whatever their shape.
 */
export function parameter(request: Request, name: string, maxLength = 200): string | undefined {
  const values = parametersOf(request).getAll(name)
  if (values.length > 1) throw new HttpError(422)
  const value = cleanLine((values[0] ?? '').slice(0, maxLength))
  return value === '' ? undefined : value
}

/** The address of a request is read once, however many of its parameters are asked. */
function parametersOf(request: Request): URLSearchParams {
  const known = read.get(request)
  if (known?.address === request.originalUrl) return known.parameters
  const { searchParams } = new URL(request.originalUrl, 'http://guide')
  read.set(request, { address: request.originalUrl, parameters: searchParams })
  return searchParams
}

const read = new WeakMap<Request, { address: string; parameters: URLSearchParams }>()

/** A parameter that is a whole number in bounds; anything else is refused. */
export function numberParameter(
  request: Request,
  name: string,
  bounds: { min: number; max: number },
): number | undefined {
  const text = parameter(request, name)
  if (text === undefined) return undefined
  const number = Number(text)
  if (!/^\d{1,9}$/.test(text) || number < bounds.min || number > bounds.max) throw new HttpError(422)
  return number
}

/** A parameter that must be one of a few words. */
export function choiceParameter<T extends string>(
  request: Request,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = parameter(request, name)
  if (text === undefined) return undefined
  const choice = choices.find((word) => word === text)
  if (choice === undefined) throw new HttpError(422)
  return choice
}
