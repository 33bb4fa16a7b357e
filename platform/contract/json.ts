/** A JSON value: what event data, rows and definitions are made of. No dates, no undefined, no bigint. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
