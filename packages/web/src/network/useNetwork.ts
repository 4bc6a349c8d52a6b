import { errorMessage } from '@scratchpad/core';
import { useEffect, useState } from 'react';
import { showToast } from '../app/toasts.tsx';
import {
  changeNetwork,
  type DeviceNetwork,
  onNetworkChanged,
  readNetwork,
} from './networkStore.ts';
import { networkWords as words } from './words.ts';

/** How this device reaches places, as it is now; null until it has been read. */
export function useNetwork(): DeviceNetwork | null {
  const [network, setNetwork] = useState<DeviceNetwork | null>(null);
  useEffect(() => {
    let isShown = true;
    const load = () => readNetwork().then((read) => isShown && setNetwork(read), tellFailure);
    void load();
    const stop = onNetworkChanged(() => void load());
    return () => {
      isShown = false;
      stop();
    };
  }, []);
  return network;
}

/** As `changeNetwork`; tells a person when it does not work. True when it did. */
export async function tryChangeNetwork(
  change: Parameters<typeof changeNetwork>[0],
): Promise<boolean> {
  try {
    await changeNetwork(change);
    return true;
  } catch (error) {
    tellFailure(error);
    return false;
  }
}

function tellFailure(error: unknown): void {
  showToast({ message: words.failed(errorMessage(error)), sticky: true });
}
