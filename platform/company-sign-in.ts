import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import type pg from 'pg'

/** The company's OpenID provider. */
export type Company = { issuer: string; clientId: string; clientSecret: string }

/**
 * Sign-in by the company's provider: code flow with PKCE and nonce, id tokens verified against its published keys. It
 * only ever finds someone HR has taken in — by the linked account, else by `preferred_username`, else by an e-mail the
 * provider has verified — and never makes anyone.
 */
export function companySignIn(pool: pg.Pool, { issuer, clientId, clientSecret }: Company) {
  const base = issuer.replace(/\/$/, '')
  // With the issuer in it, a subject of a provider configured later can never pass for one of this.
  const accountOf = (subject: unknown) => `${base}#${String(subject)}`
  return genericOAuth({
    config: [
      {
        providerId: 'company',
        discoveryUrl: `${base}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        scopes: ['openid', 'profile', 'email'],
        pkce: true,
        requireIdTokenVerification: true,
        disableSignUp: true,
        disableProviderLogout: true,
        accountSubject: ({ profile }) => accountOf(profile.sub),
        async mapProfileToUser(profile) {
          const username = typeof profile.preferred_username === 'string' ? profile.preferred_username : null
          const verified = profile.emailVerified === true && typeof profile.email === 'string' ? profile.email : null
          const { rows } = await pool.query<{ name: string; email: string }>(
            `SELECT u.name, u.email FROM "user" u
              WHERE u.active AND (u.username = lower($1) OR u.email = lower($2))
                AND NOT EXISTS (SELECT FROM "account" a WHERE a."userId" = u.id AND a."providerId" = 'company' AND a."accountId" <> $3)
              ORDER BY u.username = lower($1) DESC LIMIT 1`,
            [username, verified, accountOf(profile.sub)],
          )
          // better-auth looks people up by e-mail: a match answers with the address on our books, a stranger with none of ours.
          return rows[0]
            ? { name: rows[0].name, email: rows[0].email, emailVerified: true }
            : { name: '', email: 'stranger@company.invalid', emailVerified: false }
        },
      },
    ],
  })
}
