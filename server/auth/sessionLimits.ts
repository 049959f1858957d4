/** How long a session lasts, in milliseconds: since it was last seen, and since it began. */
export interface SessionLimits {
  idle: number
  absolute: number
}

const MINUTE = 60_000

/** After the password, the code of the second factor is waited for so long. */
const HALFWAY = 15 * MINUTE

/** Clocks of two servers differ a little; a session from further ahead is one that a clock set back would lengthen. */
const CLOCK_DIFFERENCE = 5 * MINUTE

/** How old `seen_at` may be before it is written again: not at each request. */
const SEEN_EVERY = MINUTE

interface Times {
  createdAt: string
  seenAt: string
}

export function isAlive({ createdAt, seenAt }: Times, limits: SessionLimits, now: Date): boolean {
  const [age, silence] = [createdAt, seenAt].map((at) => now.getTime() - Date.parse(at)) as [number, number]
  return age > -CLOCK_DIFFERENCE && age < limits.absolute && silence < limits.idle
}

/** The password was given, the second factor not yet. */
export function isHalfwayAlive(times: Times, now: Date): boolean {
  return isAlive(times, { idle: HALFWAY, absolute: HALFWAY }, now)
}

export function isToBeTouched({ seenAt }: Pick<Times, 'seenAt'>, now: Date): boolean {
  return now.getTime() - Date.parse(seenAt) > SEEN_EVERY
}
