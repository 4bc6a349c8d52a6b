import { useEffect, useRef } from 'react';
import { navigate, useBrowserLocation } from 'wouter/use-browser-location';
import { innerPath, pathPrefix } from '../app/documentPath.ts';
import { appWords } from '../app/words.ts';
import { CookiesSection } from '../cookies/CookiesSection.tsx';
import { CertificatesSection } from '../network/CertificatesSection.tsx';
import { ProxySection } from '../network/ProxySection.tsx';
import { ConnectionsSection } from '../ledger/ConnectionsSection.tsx';
import { AboutSection } from './settings/AboutSection.tsx';
import { AppearanceSection } from './settings/AppearanceSection.tsx';
import { DataSection } from './settings/DataSection.tsx';
import { FilesSection } from './settings/FilesSection.tsx';
import { ScriptsSection } from './settings/ScriptsSection.tsx';
import { settingsWords } from './settings/words.ts';
import { ShortcutList } from './ShortcutList.tsx';
import styles from './settings/settings.module.css';

const SECTIONS = [
  'appearance',
  'scripts',
  'proxy',
  'certificates',
  'cookies',
  'files',
  'connections',
  'data',
  'shortcuts',
  'about',
] as const;
type SectionId = (typeof SECTIONS)[number];

/** The settings; each section has its own address. */
export function SettingsPage() {
  const [path] = useBrowserLocation();
  const wanted = innerPath(path).split('/')[2];
  const section: SectionId = SECTIONS.find((id) => id === wanted) ?? 'appearance';
  const nav = useRef<HTMLElement>(null);
  // In a narrow window the sections are a row that scrolls.
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [section]);
  return (
    <div className={styles.page}>
      <nav ref={nav} className={styles.nav} aria-label={appWords.settings}>
        <h1>{appWords.settings}</h1>
        {SECTIONS.map((id) => (
          <button
            key={id}
            type="button"
            className={styles.navItem}
            aria-current={id === section ? 'page' : undefined}
            onClick={() => navigate(`${pathPrefix()}/settings/${id}`)}
          >
            {settingsWords.sections[id]}
          </button>
        ))}
      </nav>
      <div className={styles.content}>
        <h2 className={styles.heading}>{settingsWords.sections[section]}</h2>
        {section === 'appearance' && <AppearanceSection />}
        {section === 'scripts' && <ScriptsSection />}
        {section === 'proxy' && <ProxySection />}
        {section === 'certificates' && <CertificatesSection />}
        {section === 'cookies' && <CookiesSection />}
        {section === 'files' && <FilesSection />}
        {section === 'connections' && <ConnectionsSection />}
        {section === 'data' && <DataSection />}
        {section === 'shortcuts' && <ShortcutList />}
        {section === 'about' && <AboutSection />}
      </div>
    </div>
  );
}
