import type { Anchor } from './CompletionList.tsx';

let context: CanvasRenderingContext2D | null = null;

/** Where the character number `index` of an input stands on the screen. */
export function caretAnchor(input: HTMLInputElement, index: number): Anchor {
  const rect = input.getBoundingClientRect();
  const style = getComputedStyle(input);
  context ??= document.createElement('canvas').getContext('2d');
  let width = 0;
  if (context) {
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    width = context.measureText(input.value.slice(0, index)).width;
  }
  const left = rect.left + Number.parseFloat(style.paddingLeft) + width - input.scrollLeft;
  return {
    left: Math.min(Math.max(left, rect.left), rect.right),
    top: rect.bottom,
    lineHeight: rect.height,
  };
}
