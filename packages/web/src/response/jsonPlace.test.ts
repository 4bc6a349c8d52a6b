import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { findJsonPlace } from './jsonPlace.ts';

const TEXT = `{
  "data": [
    {"id": "ord_\\u0031", "a b": [1, [2, {"x": null}]]},
    12.50
  ]
}`;
const state = EditorState.create({ doc: TEXT, extensions: json() });
const at = (text: string, offset = 0) => findJsonPlace(state, TEXT.indexOf(text) + offset);

test('names the value around a place by its path', () => {
  expect(at('ord_')).toEqual({ path: '$.data[0].id', value: 'ord_1' });
  expect(at('"id"', 1)).toEqual({ path: '$.data[0].id', value: 'ord_1' });
  expect(at('12.50', 2)).toEqual({ path: '$.data[1]', value: '12.50' });
  expect(at('null')).toEqual({ path: '$.data[0]["a b"][1][1].x', value: 'null' });
  expect(at('"a b"', 1)?.value).toBe('[1, [2, {"x": null}]]');
  expect(at('12.50', 5)?.path).toBe('$.data[1]');
  expect(at('null', 4)?.path).toBe('$.data[0]["a b"][1][1].x');
  expect(at('031",', 5)?.path).toBe('$.data[0].id');
  expect(findJsonPlace(state, 0)?.path).toBe('$');
});

test('says nothing of what is no JSON', () => {
  expect(findJsonPlace(EditorState.create({ doc: 'plain' }), 2)).toBeNull();
});
