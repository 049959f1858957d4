import { isIPv6 } from 'node:net'

/**
 * The address that attempts are counted by. One subscriber has a whole /64 of IPv6, and could come by another address each
 * time: the first half stands for all of it.
 */
export function throttledAddress(address: string): string {
  const [plain = ''] = address.split('%')
  if (!isIPv6(plain) || plain.includes('.')) return address
  const [head = '', tail = ''] = plain.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const [first, last] = [groups(head), groups(tail)]
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0')
  const whole = plain.includes('::') ? [...first, ...zeros, ...last] : first
  const half = whole.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${half.join(':')}::/64`
}
