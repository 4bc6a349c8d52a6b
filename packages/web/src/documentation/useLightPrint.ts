import { useEffect } from 'react';

/** Paper is white: while it prints, the page is in its light colours. */
export function useLightPrint(): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    let before: string | undefined;
    const begin = () => {
      before = dataset['mantineColorScheme'];
      dataset['mantineColorScheme'] = 'light';
    };
    const end = () => {
      if (before !== undefined) dataset['mantineColorScheme'] = before;
      before = undefined;
    };
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      end();
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
}
