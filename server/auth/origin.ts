/** The two headers by which a browser says which page sent a form. */
export interface SenderHeaders {
  'sec-fetch-site'?: string | string[] | undefined
  origin?: string | string[] | undefined
}

/**
 * Was this request sent by a page of the guide? `Sec-Fetch-Site` decides where a browser sends it: no page can forge it,
 * and it stays right where `Origin` is « null » because of the referrer policy. Otherwise `Origin` must be ours. A
 * request with neither is refused.
 */
export function isOwnOrigin(headers: SenderHeaders, origin: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return headers.origin === origin
}
