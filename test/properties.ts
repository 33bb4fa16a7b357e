import fc from 'fast-check';

/**
 * One seed for the properties of all specs, so that the same code is green every time or red every time. `npm run properties` looks
 * for answers with other seeds.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_260_322) });
