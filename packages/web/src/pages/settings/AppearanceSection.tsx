import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { PlainSelect } from '../../ui/PlainSelect.tsx';
import { settingsWords } from './words.ts';
import styles from './settings.module.css';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

/** How the app looks. */
export function AppearanceSection() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={styles.block}>
      <div className={styles.text}>
        <h3>{settingsWords.theme}</h3>
      </div>
      <PlainSelect
        bordered
        label={settingsWords.theme}
        value={colorScheme}
        options={SCHEMES.map((value) => ({ value, label: settingsWords.themes[value] }))}
        onChange={setColorScheme}
      />
    </div>
  );
}
