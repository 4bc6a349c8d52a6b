import { expect, it } from 'vitest';
import { readPlace } from './readPlace.ts';

it.each([
  ['API.example.com', 'api.example.com'],
  ['https://api.example.com:8443/v1?q', 'api.example.com:8443'],
  ['*.example.com', '*.example.com'],
  ['localhost:*', 'localhost:*'],
  ['[::1]:8443', '[::1]:8443'],
  ['*', '*'],
  ['', null],
  ['a b', null],
  ['api.*.com', null],
  ['host:port', null],
])('%s is %s', (text, place) => expect(readPlace(text)).toBe(place));
