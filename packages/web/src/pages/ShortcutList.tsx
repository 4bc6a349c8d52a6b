import { formatKeys, SHORTCUTS } from '../app/shortcuts.ts';
import { Kbd } from '../ui/Kbd.tsx';
import styles from './shortcutList.module.css';

const GROUPS = [...new Set(SHORTCUTS.map(({ group }) => group))];

/** All shortcuts, by group. */
export function ShortcutList() {
  return (
    <div className={styles.groups}>
      {GROUPS.map((group) => (
        <section key={group} aria-labelledby={`shortcuts-${group}`}>
          <h2 id={`shortcuts-${group}`} className={styles.title}>
            {group}
          </h2>
          <dl className={styles.list}>
            {SHORTCUTS.filter((shortcut) => shortcut.group === group).map(
              ({ id, label, keys, ...rest }) => (
                <div key={id} className={styles.row}>
                  <dt>{label}</dt>
                  <dd>
                    {('shown' in rest ? [rest.shown] : keys).map((combination) => (
                      <Kbd key={combination} spoken>
                        {formatKeys(combination)}
                      </Kbd>
                    ))}
                  </dd>
                </div>
              ),
            )}
          </dl>
        </section>
      ))}
    </div>
  );
}
