import { useEffect, useState } from 'react';

/** What the browser says of the storage of this origin, in bytes. */
export interface StorageUse {
  readonly usage: number;
  readonly quota: number;
}

/** Used and available storage, whether it is persistent, and the way to ask for that. */
export function useStorageEstimate(): {
  readonly estimate: StorageUse | null;
  readonly persistent: boolean;
  readonly ask: () => Promise<boolean>;
} {
  const [estimate, setEstimate] = useState<StorageUse | null>(null);
  const [persistent, setPersistent] = useState(false);
  useEffect(() => {
    let current = true;
    void Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]).then(
      ([{ usage = 0, quota = 0 }, persisted]) => {
        if (!current) return;
        setEstimate(quota > 0 ? { usage, quota } : null);
        setPersistent(persisted);
      },
      // A browser that does not tell (private windows): the section says so.
      () => setEstimate(null),
    );
    return () => {
      current = false;
    };
  }, []);
  const ask = async () => {
    const granted = await navigator.storage.persist();
    setPersistent(granted);
    return granted;
  };
  return { estimate, persistent, ask };
}
