import type { ViewContext } from './context.ts'
import { unknown } from './unknown.ts'

interface AddressFields {
  adresse?: string
  complement_adresse?: string
  code_postal?: string
  commune?: string
}

export interface AddressView {
  /** As on an envelope. */
  lines: string[]
  /** Said when the street is not known, even if the commune is. */
  unknown: string | undefined
}

export function addressView(fields: AddressFields, context: ViewContext): AddressView {
  const commune = fields.commune === undefined ? undefined : context.communeName(fields.commune)
  const town = [fields.code_postal, commune].filter((part) => part !== undefined).join(' ')
  const lines = [fields.complement_adresse, fields.adresse, town].filter(
    (line) => line !== undefined && line !== '',
  )
  return { lines: lines as string[], unknown: fields.adresse === undefined ? unknown('adresse') : undefined }
}
