import { expect, it } from 'vitest';
import { stripJsonComments } from './stripJsonComments.ts';

it('takes comments away and leaves texts alone', () => {
  expect(stripJsonComments('{"a": "http://x" /* c */, // d\n"b": "\\"//"}')).toBe(
    '{"a": "http://x" , \n"b": "\\"//"}',
  );
  expect(stripJsonComments('{"open')).toBe('{"open');
  expect(stripJsonComments('1 /* open')).toBe('1 ');
});
