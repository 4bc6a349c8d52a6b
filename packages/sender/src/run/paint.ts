import { styleText } from 'node:util';

/** Colours for the terminal; without colours each gives its text as it is. */
export interface Paint {
  readonly isOn: boolean;
  readonly gray: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** `auto` colours what a person sees, and not what goes into a file or asks for no colour. */
export function createPaint(color: 'auto' | 'on' | 'off'): Paint {
  const isOn =
    color === 'on' || (color === 'auto' && process.stdout.isTTY && !process.env['NO_COLOR']);
  const paint = (name: 'gray' | 'red' | 'green' | 'yellow' | 'cyan') => (text: string) =>
    isOn ? styleText(name, text, { validateStream: false }) : text;
  return {
    isOn,
    gray: paint('gray'),
    red: paint('red'),
    green: paint('green'),
    yellow: paint('yellow'),
    cyan: paint('cyan'),
  };
}
