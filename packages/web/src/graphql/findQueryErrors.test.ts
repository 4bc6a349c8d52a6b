import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { findQueryErrors } from './findQueryErrors.ts';

const schema = buildSchema(
  'type Query { order(id: ID!, first: Int): Order } type Order { id: ID total: Int }',
);

test('says where the syntax is wrong', () => {
  expect(findQueryErrors('{ order(', null)).toMatchObject([{ from: 8, to: 8 }]);
  expect(findQueryErrors('', schema)).toEqual([]);
});

test('says what the schema does not have, and where', () => {
  const query = '{ order(id: 1) { totl } }';
  const [error] = findQueryErrors(query, schema);
  expect(query.slice(error?.from, error?.to)).toBe('totl');
  expect(error?.message).toContain('total');
  expect(findQueryErrors(query, null)).toEqual([]);
});

test('a variable may stand for anything', () => {
  expect(findQueryErrors('{ order(id: "{{id}}", first: {{n}}) { id } }', schema)).toEqual([]);
  expect(findQueryErrors('{ order(id: {{id}}) { totl } }', schema)).toHaveLength(1);
});
