// Designation lists as a reader and an editor meet them, on the lists of the bundled case.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { attend, beyond, faults } from './site.mjs';

const site = attend();
const { open } = site;
const unfold = (page) => page.evaluate(() => document.querySelectorAll('main details').forEach((d) => { d.open = true; }));

const pages = {
  'the list of a day': '/designations?on=2018-02-01',
  'matched entries': '/designations?on=2018-02-01&matched=yes',
  changes: '/designations/changes?from=2017-07-01&to=2018-08-31',
  search: '/designations/screen?name=Jabhat%20Fateh%20el%20Sham&on=2018-02-01',
  'an entry': '/designations/QDe.137?on=2018-02-01',
  files: '/designations/files',
  'a designated party': '/parties/hts',
};

describe('every page of designations', () => {
  for (const [name, path] of Object.entries(pages)) {
    for (const lang of ['en', 'ar']) {
      const at = `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
      test(`${name} in ${lang} reports no error, weighs little, and axe finds nothing`, async () => {
        const { page, reply, wrong, close } = await open(at);
        assert.equal(reply.status(), 200);
        assert.ok((await reply.body()).length < 200_000, `${(await reply.body()).length} bytes`);
        await unfold(page);
        assert.deepEqual(await faults(page), []);
        assert.ok((await beyond(page)) <= 0, `it is ${await beyond(page)} px wider than the screen`);
        assert.deepEqual(wrong, []);
        assert.equal(await page.locator('html').getAttribute('dir'), lang === 'ar' ? 'rtl' : 'ltr');
        await close();
      });

      test(`${name} in ${lang} fits a phone`, async () => {
        const { page, close } = await open(at, { viewport: { width: 390, height: 844 } });
        await unfold(page);
        assert.ok((await beyond(page)) <= 0, `it is ${await beyond(page)} px wider than the screen`);
        assert.deepEqual(await faults(page), []);
        await close();
      });
    }
  }
});

test('the list of a day is asked for without scripts, and says what it rests on', async () => {
  const { page, close } = await open('/designations', { javaScriptEnabled: false });
  assert.equal(await page.locator('input[name="on"]').inputValue(), '2018-03-16', 'the last day of the case');
  await page.locator('input[name="on"]').fill('2017-07-19');
  await page.locator('input[name="q"]').fill('khalid waleed');
  await page.locator('form.filters button').click();
  assert.match(page.url(), /on=2017-07-19/);
  assert.equal(await page.locator('tbody tr').count(), 0, 'it was listed on the day after');
  await page.locator('input[name="on"]').fill('2017-07-20');
  await page.locator('form.filters button').click();
  assert.deepEqual(await page.locator('tbody th a').allInnerTexts(), ['QDe.155']);
  assert.equal(await page.locator('tbody .answer').innerText(), 'yes');
  const rests = await page.locator('.resting').first().innerText();
  assert.match(rests, /rests on the files of 3 July 2017, 24 August 2018/);
  await page.locator('input[name="on"]').fill('2019-01-01');
  await page.locator('form.filters button').click();
  assert.match(await page.locator('.resting').first().innerText(), /the newest file that counts is of 24 August 2018; the day asked for is later/);
  await close();
});

test('an entry says when the list took each name in', async () => {
  const { page, close } = await open('/designations/QDe.137?on=2018-02-01');
  const row = (name) => page.locator('table.called tbody tr', { has: page.locator(`th bdi:text-is("${name}")`) });
  const said = async (name) => (await row(name).first().locator('.answer').innerText()).trim();
  assert.equal(await said('Jabhat al-Nusrah'), 'yes');
  const hts = page.locator('table.called tbody tr', { hasText: 'Tahrir al-Sham' }).first();
  assert.equal((await hts.locator('.answer').innerText()).trim(), 'no', 'the list took it in after the case');
  assert.match(await hts.innerText(), /5 June 2018/);
  assert.ok((await page.locator('svg.terms .designated .certain').count()) > 0);
  await page.locator('svg.terms a', { hasText: 'Tahrir al-Sham' }).first().dispatchEvent('click');
  assert.match(page.url(), /#name-\d+$/);
  await close();
});

test('a lead says of each word how it met the listed one', async () => {
  const { page, close } = await open('/designations/screen');
  await page.locator('input[name="name"]').fill('جبهة النصره');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/screen?**');
  const lead = page.locator('.lead-entry').first();
  assert.match(await lead.locator('h3').innerText(), /NUSRAH FRONT/i);
  const parts = await lead.locator('table.parts tbody tr').all();
  assert.ok(parts.length >= 2);
  let score = 0;
  for (const part of parts) {
    const [fit, share] = await part.locator('td.n').allInnerTexts();
    score += Number(fit) * Number.parseFloat(share) / 100;
  }
  const shown = Number(await lead.locator('.scored b').innerText());
  assert.ok(Math.abs(score - shown) < 0.03, `the parts make ${score}, the page says ${shown}`);
  assert.match(await page.locator('main').innerText(), /Only a person's decision/);
  await lead.locator('a[href$="#decide"]').click();
  assert.match(page.url(), /\/designations\/QDe\.137\?.*#decide$/);
  await page.goto(`${site.base}/designations/screen?name=${'x'.repeat(1001)}`);
  assert.match(await page.locator('[role="alert"]').innerText(), /1001 characters/);
  await close();
});

test('a match is decided and taken back with the keyboard alone', async () => {
  const { page, wrong, close } = await open('/designations/QDe.131?on=2018-02-01');
  const tab = async (selector) => {
    for (let i = 0; i < 120; i++) {
      if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`the Tab key does not reach ${selector}`);
  };
  assert.match(await page.locator('main').innerText(), /Nobody has matched a party/);
  await tab('.matching select[name="party"]');
  await page.keyboard.type('Jaysh al-Isl');
  const party = await page.locator('.matching select[name="party"]').inputValue();
  assert.notEqual(party, '');
  await tab('.matching input[name="verdict"]');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await tab('.matching input[name="reason"]');
  await page.keyboard.type('another country');
  await tab('.matching input[name="by"]');
  await page.keyboard.type('duty editor');
  await tab('.matching button');
  await page.keyboard.press('Enter');
  await page.waitForURL('**done=**');
  const match = page.locator('article.match');
  assert.match(await match.locator('h3').innerText(), /is not its subject/);
  assert.match(await match.innerText(), /duty editor[\s\S]*another country/);
  assert.deepEqual(await faults(page), []);

  await tab('.undoing summary');
  await page.keyboard.press('Enter');
  await tab('.undoing input[name="reason"]');
  await page.keyboard.type('wrong party');
  await tab('.undoing button');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('article.match .steps tbody tr').length === 2);
  assert.match(await match.locator('h3').innerText(), /nothing stands/);
  const steps = await match.locator('.steps tbody tr').allInnerTexts();
  assert.match(steps[0], /takes decision 1 back[\s\S]*wrong party/);
  assert.match(steps[1], /is not its subject[\s\S]*taken back later[\s\S]*another country/);
  assert.equal(await page.locator('.undoing').count(), 0, 'there is nothing left to take back');
  assert.deepEqual(wrong, []);
  await close();
});

test('a reason is needed, and nothing is recorded without one', async () => {
  const { page, close } = await open('/designations/QDe.119');
  const reply = await page.request.post(`${site.base}/designations/match`, { form: { party: 'nusra', ref: 'QDe.119', verdict: 'same', by: 'x', reason: ' ' }, headers: { Accept: 'text/html' } });
  assert.equal(reply.status(), 400);
  assert.match(await reply.text(), /say why/);
  await page.reload();
  assert.equal(await page.locator('article.match', { hasText: 'Nusra' }).count(), 0);
  await close();
});

test('a file of a list is tried, waits for a person, and is accepted with a reason', async () => {
  const { page, close } = await open('/designations/files');
  const csv = (n) => `id,name,kind\n${Array.from({ length: n }, (_, i) => `N${i},Made-up Company ${i},entity\n`).join('')}`;
  const send = async (n, on) => {
    await page.goto(`${site.base}/designations/files`);
    await page.locator('input[type="file"]').setInputFiles({ name: `national-${on}.csv`, mimeType: 'text/csv', buffer: Buffer.from(csv(n)) });
    await page.locator('.drop input[name="list"]').fill('national');
    await page.locator('.drop input[name="title"]').fill('A national list');
    await page.locator('.drop input[name="on"]').fill(on);
    await page.locator('.drop button').click();
    await page.locator('form.taking input[name="by"]').fill('duty editor');
    await page.locator('form.taking button').click();
    await page.locator('a', { hasText: 'See what came in' }).click();
  };
  await send(40, '2017-01-01');
  await send(20, '2018-01-01');
  const file = page.locator('.listfile', { hasText: 'national-2018-01-01.csv' });
  assert.match(await file.locator('.state').innerText(), /waits for a person/);
  await page.goto(`${site.base}/designations?on=2018-02-01&list=national`);
  assert.match(await page.locator('main').innerText(), /it is not current: the newest file that counts is of 1 January 2017/);
  assert.match(await page.locator('h1').innerText(), /of 40/);
  await page.goto(`${site.base}/designations/files`);
  await file.locator('input[name="reason"]').fill('half of it was struck off');
  await file.locator('button[value="accept"]').click();
  assert.match(await file.locator('.state').innerText(), /current/);
  assert.match(await file.innerText(), /half of it was struck off/);
  const removed = file.locator('dd a[href*="what=removed"]');
  assert.equal(await removed.innerText(), '20');
  await removed.click();
  assert.match(await page.locator('h1').innerText(), /1 to 20 of 20/);
  await close();
});

test('the files say what the page says', async () => {
  const { page, close } = await open('/designations?on=2018-02-01&matched=yes');
  const rows = await page.locator('tbody tr').count();
  const file = async (ext) => (await page.request.get(site.base + (await page.locator(`a[href^="/designations.${ext}"]`).getAttribute('href')))).text();
  const csv = await file('csv');
  assert.match(csv, /^on,list,reference,name,original,kind,regime,answer,/);
  assert.equal(csv.trim().split('\n').length - 1, rows);
  const day = JSON.parse(await file('json'));
  assert.equal(day.on, '2018-02-01');
  assert.equal(day.entries.length, rows);
  assert.ok(day.entries.find((e) => e.reference === 'QDe.137').same.includes('hts'));
  await close();
});

test('a party shows when it was designated beside what it was bound by', async () => {
  const { page, close } = await open('/parties/hts');
  const bars = page.locator('svg.terms a.designated rect');
  assert.ok((await bars.count()) >= 2, 'certain and possible');
  const row = page.locator('table.listed tbody tr').first();
  assert.match(await row.innerText(), /2018-06-05/);
  await row.locator('th a').click();
  assert.match(page.url(), /\/designations\/QDe\.137/);
  await page.goBack();
  await page.locator('a[href^="/movement?group=hts"]').click();
  assert.equal(await page.locator('body').getAttribute('data-page'), 'movement');
  await close();
});
