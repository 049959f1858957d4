import { expect, test } from 'vitest'
import { throttledAddress } from '../../server/http/address.ts'

test.each([
  ['an IPv4 address', '192.0.2.7', '192.0.2.7'],
  ['one written as IPv6', '::ffff:192.0.2.7', '::ffff:192.0.2.7'],
  ['IPv6', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['another of the same subscriber', '2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['one written with its zeros', '2001:0db8:0001:0002:0000:0000:0000:0009', '2001:db8:1:2::/64'],
  ['a shortened one', '2001:db8::1', '2001:db8:0:0::/64'],
  ['this machine', '::1', '0:0:0:0::/64'],
  ['one with its network', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['none', '', ''],
])('attempts of %s are counted by %s as %s', (_what, address, counted) => {
  expect(throttledAddress(address)).toBe(counted)
})
