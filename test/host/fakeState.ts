import type { SyncedState } from "../../src/host/syncProgress";

/** A state of the extension: what it keeps, and which of that it gives to Settings Sync. */
export function createState(): { values: Map<string, unknown>; synced: string[]; state: SyncedState } {
  const values = new Map<string, unknown>();
  const synced: string[] = [];
  const state: SyncedState = {
    get: (key: string) => values.get(key) as never,
    update: async (key, value) => void values.set(key, value),
    setKeysForSync: (keys) => void synced.push(...keys),
  };
  return { values, synced, state };
}
