/** A browser and its system from what the browser says of itself, in the names people know; null when unknown. */
export function deviceOf(userAgent: string | null): string | null {
  if (!userAgent) return null
  const browser = /MicroMessenger/.test(userAgent)
    ? '微信 WeChat'
    : /Edg\//.test(userAgent)
      ? 'Edge'
      : /Firefox\//.test(userAgent)
        ? 'Firefox'
        : /Chrome\//.test(userAgent)
          ? 'Chrome'
          : /Safari\//.test(userAgent)
            ? 'Safari'
            : null
  const system = /HarmonyOS/.test(userAgent)
    ? 'HarmonyOS'
    : /Android/.test(userAgent)
      ? 'Android'
      : /iPhone|iPad/.test(userAgent)
        ? 'iOS'
        : /Windows/.test(userAgent)
          ? 'Windows'
          : /Mac OS X/.test(userAgent)
            ? 'macOS'
            : /Linux/.test(userAgent)
              ? 'Linux'
              : null
  const said = [browser, system].filter(Boolean)
  return said.length > 0 ? said.join(' · ') : null
}
