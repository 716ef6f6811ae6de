import { z } from 'zod'

// The page's policy forbids code made from text, which zod would try first and be reported for; it must be told before
// the first schema is made, so this stands before every import of a contract.
z.config({ jitless: true })
