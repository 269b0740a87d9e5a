import assert from 'node:assert/strict';
import { test } from 'node:test';
import { longSideFor, rateFor, tokensOf } from '../../static/js/wall/wishes.js';

test('tokensOf_Names_AreEachTakenOnceInTheirOrder', () => {
  assert.deepEqual(tokensOf('?tokens=door,garden,door,shed'), ['door', 'garden', 'shed']);
});

test('tokensOf_WhatIsNoToken_IsLeftOut', () => {
  assert.deepEqual(tokensOf('?tokens=door,,a%20b,../x,%3Cscript%3E,' + 'n'.repeat(65)), ['door']);
});

test('tokensOf_TooMany_AreCut', () => {
  const tokens = tokensOf(`?tokens=${Array.from({ length: 100 }, (_, index) => `s${index}`)}`);
  assert.equal(tokens.length, 36);
});

test('tokensOf_NoneNamed_IsNotTheSameAsAnEmptyList', () => {
  assert.equal(tokensOf(''), null);
  assert.deepEqual(tokensOf('?tokens='), []);
});

test('rateFor_FewTiles_IsWhatThePersonChose', () => {
  assert.equal(rateFor(30, 1), 30);
  assert.equal(rateFor(15, 4), 15);
});

test('rateFor_ManyTiles_SharesTheWallsRate', () => {
  assert.equal(rateFor(30, 8), 15);
  assert.ok(rateFor(30, 36) >= 5);
});

test('longSideFor_NarrowTile_IsASmallPicture', () => {
  assert.equal(longSideFor(380), 640);
  assert.ok(longSideFor(1280) >= 3840);
});
