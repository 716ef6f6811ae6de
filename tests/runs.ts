/**
 * How often a property is tried: as often as a run of all tests can afford, or as `CHEDAI_RUNS` says; `npm run properties`
 * tries each ten thousand times.
 */
export const runs = (few: number): number => Number(process.env.CHEDAI_RUNS ?? few)
