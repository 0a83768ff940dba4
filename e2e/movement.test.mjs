// Where excluded groups were reported, as a reader meets it, on the bundled case.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { attend, beyond, faults } from './site.mjs';

const site = attend();
const { open } = site;
const unfold = (page) => page.evaluate(() => document.querySelectorAll('main details').forEach((d) => { d.open = true; }));

const pages = {
  'all groups': '/movement',
  'one group with the effort': '/movement?group=QDe.137&effort=yes',
  'by zone': '/movement?areas=zone&quiet=1',
  'by district': '/movement?areas=district&group=hts&from=2017-06-01&to=2017-12-31',
  'records of a cell': '/movement/records?of=QDe.137&area=SY07&month=2017-07&what=possible',
  'records by the list': '/movement/records?of=QDe.137&what=listed&answer=unknown',
};

describe('every page of movement', () => {
  for (const [name, path] of Object.entries(pages)) {
    for (const lang of ['en', 'ar']) {
      const address = `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
      test(`${name} in ${lang} reports no error, and axe finds nothing`, async () => {
        const { page, reply, wrong, close } = await open(address);
        assert.equal(reply.status(), 200);
        assert.ok((await page.content()).length < 310_000, 'the page is heavy');
        await unfold(page);
        assert.deepEqual(await faults(page), []);
        assert.deepEqual(wrong, []);
        assert.equal(await page.locator('html').getAttribute('dir'), lang === 'ar' ? 'rtl' : 'ltr');
        await close();
      });

      test(`${name} in ${lang} fits a phone`, async () => {
        const { page, close } = await open(address, { viewport: { width: 390, height: 844 } });
        await unfold(page);
        assert.ok((await beyond(page)) <= 0, `it is ${await beyond(page)} px wider than the screen`);
        await close();
      });
    }
  }
});

const cell = (page, area, nth) => page.locator('table.presence').first().locator('tbody tr', { has: page.locator('th', { hasText: area }) }).locator('td').nth(nth);

test('a strip says what was surely reported, what possibly, what not, and what nobody observed', async () => {
  const { page, wrong, close } = await open('/movement?group=QDe.137');
  const july = cell(page, 'Idleb', 7); // the strip begins with December 2016
  assert.match(await july.getAttribute('class'), /reported/);
  assert.deepEqual(await july.locator('a').allInnerTexts(), ['13', '+16']);
  assert.match(await july.getAttribute('title'), /^July 2017: surely 13, possibly 16; of 19 reported there by anybody, sources 1$/);
  assert.match(await cell(page, 'Idleb', 3).innerText(), /^0\s*of 34$/);
  assert.match(await cell(page, 'As-Sweida', 3).getAttribute('class'), /not_observed/);
  assert.equal(await cell(page, 'As-Sweida', 3).locator('svg').getAttribute('aria-label'), 'not observed');
  const [sure, may] = await Promise.all(['.sure-bar', '.may-bar'].map(async (s) => Number(await july.locator(s).getAttribute('height'))));
  assert.ok(Math.abs(sure / may - 13 / 16) < 0.02, `the bars are ${sure} and ${may}`);
  await july.locator('a').first().click();
  assert.match(await page.locator('h1').innerText(), /1 to 13 of 13/);
  assert.match(await page.locator('main').innerText(), /the list took in the name|unknown/);
  await page.locator('.exports a', { hasText: 'of anybody, surely there: 19' }).click();
  assert.match(await page.locator('h1').innerText(), /1 to 19 of 19/);
  await page.locator('.kicker a').click();
  assert.match(page.url(), /\/movement\?group=QDe.137$/, 'the way back leads to the same record');
  assert.deepEqual(wrong, []);
  await close();
});

test('changes and what is close in time claim no more than the record does', async () => {
  const { page, close } = await open('/movement?group=QDe.137');
  const text = await page.locator('main').innerText();
  for (const said of [/first reported\s+October 2017/, /not before since December 2016, where the record begins/,
    /Last reported: Rural Damascus, September 2017; first reported: Hama, October 2017\. No report says that these are the same people\./,
    /for no other reason/, /No incident of these months is, by its kind, the relocation or the presence/, /prevent relocation/]) {
    assert.match(text, said);
  }
  assert.equal(await page.locator('a[href*="/register/stmt_2018_03_16#js180316_2"]').count(), 1);
  await close();
});

test('group, areas and months are chosen without scripts, and the address says what was chosen', async () => {
  const { page, close } = await open('/movement', { javaScriptEnabled: false });
  await page.locator('select[name="group"]').selectOption('QDe.115');
  await page.locator('select[name="areas"]').selectOption('zone');
  await page.locator('select[name="quiet"]').selectOption('3');
  await page.locator('input[name="from"]').fill('2017-05-01');
  await page.locator('form.filters button').click();
  for (const part of ['group=QDe.115', 'areas=zone', 'quiet=3', 'from=2017-05-01']) assert.ok(page.url().includes(part), page.url());
  assert.equal(await page.locator('.presence-group').count(), 1);
  assert.match(await page.locator('main').innerText(), /Idlib de-escalation area/);
  await close();
});

test('the files say what the page says', async () => {
  const { page, close } = await open('/movement?group=QDe.137');
  const file = async (ext) => (await page.request.get(site.base + (await page.locator(`a[href^="/movement.${ext}"]`).getAttribute('href')))).text();
  const row = (await file('csv')).split('\n').find((line) => line.startsWith('cell,QDe.137,QDe.137,SY07,Idleb,2017-07,reported,13,16,'));
  assert.match(row ?? '', /,19,1,\d+$/, 'what was reported there stands beside');
  const json = JSON.parse(await file('json'));
  const july = json.groups[0].cells.find((c) => c.area === 'SY07' && c.month === '2017-07');
  assert.equal(july.sure.length, 13);
  assert.equal(july.possible.length, 16);
  assert.deepEqual(json.groups[0].listed.yes, []);
  await close();
});

test('months that are not past as known then are withheld', async () => {
  const { page, close } = await open('/movement?group=QDe.137&from=2026-01-01&to=2030-12-31');
  assert.match(await page.locator('main').innerText(), /The last month that may be shown is/);
  assert.match(await page.locator('main').innerText(), /no incident of these months|No matched group|named by no incident/i);
  await close();
});
