import { type ComponentProps, useId } from 'react';
import { PlainSelect } from '../../ui/PlainSelect.tsx';
import styles from './form.module.css';

/** A labelled choice among the fields of a form. */
export function SelectField<Value extends string>(
  props: Pick<
    ComponentProps<typeof PlainSelect<Value>>,
    'label' | 'value' | 'options' | 'onChange'
  >,
) {
  const id = useId();
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {props.label}
      </label>
      <PlainSelect id={id} bordered {...props} />
    </div>
  );
}
