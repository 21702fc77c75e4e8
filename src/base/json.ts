/** What may stand in an event, a state or a request: plain JSON, nothing that decides its own bytes. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
