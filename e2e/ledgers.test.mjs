// Rival ledgers as a reader meets them, on the year 2017 of the bundled case.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { attend, beyond, faults } from './site.mjs';

const site = attend();
const { open } = site;
const unfold = (page) => page.evaluate(() => document.querySelectorAll('main details').forEach((d) => { d.open = true; }));

const year = 'from=2017-01-01&to=2017-12-31';
const pages = {
  ledgers: `/ledgers?${year}&a=origin:SOHR&b=rest`,
  'bare counts': `/ledgers?${year}&a=ru-part&b=tr-part`,
  'an estimate': `/ledgers?${year}&a=origin:SOHR&b=origin:Airwars&also=rest&area=SY09`,
  records: `/ledgers/records?${year}&a=origin:SOHR&b=rest&cell=both&in=SY11`,
  counts: `/ledgers/counts?${year}&a=ru-part&b=tr-part`,
};

describe('every page of ledgers', () => {
  for (const [name, path] of Object.entries(pages)) {
    for (const lang of ['en', 'ar']) {
      test(`${name} in ${lang} reports no error, and axe finds nothing`, async () => {
        const { page, reply, wrong, close } = await open(`${path}&lang=${lang}`);
        assert.equal(reply.status(), 200);
        await unfold(page);
        assert.deepEqual(await faults(page), []);
        assert.deepEqual(wrong, []);
        assert.equal(await page.locator('html').getAttribute('dir'), lang === 'ar' ? 'rtl' : 'ltr');
        await close();
      });

      test(`${name} in ${lang} fits a phone`, async () => {
        const { page, close } = await open(`${path}&lang=${lang}`, { viewport: { width: 390, height: 844 } });
        await unfold(page);
        assert.ok((await beyond(page)) <= 0, `it is ${await beyond(page)} px wider than the screen`);
        await close();
      });
    }
  }
});

test('the ledgers of 2017 say who registered what, and each number has its incidents', async () => {
  const { page, wrong, close } = await open(pages.ledgers);
  const two = page.locator('table.two');
  assert.deepEqual(await two.locator('b').allInnerTexts(), ['322', '4802', '463', '0']);
  assert.match(await page.locator('#h-who + p').innerText(), /5587 incidents, 4802 were registered by SOHR only, 322 by both/);
  await two.locator('b a', { hasText: '463' }).click();
  assert.match(await page.locator('h1').innerText(), /1 to 50 of 463/);
  assert.match(await page.locator('.lead').innerText(), /registered by all other origins and not by SOHR/);
  const origins = await page.locator('td.long').allInnerTexts();
  assert.ok(origins.length === 50 && origins.every((o) => !o.includes('SOHR')), 'a listed incident names the other side as an origin');
  await page.locator('tbody a[href^="/incidents/"]').first().click();
  assert.match(page.url(), /\/incidents\/i-ucdp-ged-/);
  await page.goBack();
  await page.locator('.kicker a').click();
  assert.deepEqual(await page.locator('table.two b').allInnerTexts(), ['322', '4802', '463', '0'], 'the way back leads to the same ledgers');
  assert.deepEqual(wrong, []);
  await close();
});

test('the drawing is to scale', async () => {
  const { page, close } = await open(pages.ledgers);
  const width = async (cell, bar) => Number(await page.locator(`.overlap rect.${cell}`).nth(bar).getAttribute('width'));
  const [a, both, alike, b] = [await width('only_a', 0), await width('both', 0), await width('both', 1), await width('only_b', 0)];
  assert.equal(both, alike, 'what both have is as long in either bar');
  assert.ok(Math.abs(a / both - 4802 / 322) < 0.1 && Math.abs(b / both - 463 / 322) < 0.02, `${a}, ${both}, ${b}`);
  await close();
});

test('sides are chosen without scripts, and the address says what was chosen', async () => {
  const { page, close } = await open(`/ledgers?${year}`, { javaScriptEnabled: false });
  await page.locator('select[name="a"]').selectOption('ru-part');
  await page.locator('select[name="b"]').selectOption('tur');
  await page.locator('form.filters button').click();
  assert.match(page.url(), /a=ru-part&b=tur/);
  assert.match(await page.locator('.sides').first().innerText(), /Turkish part of the joint commission/);
  await page.locator('a', { hasText: 'Swap the sides' }).click();
  assert.equal(await page.locator('select[name="a"]').inputValue(), 'tur');
  assert.equal(await page.locator('select[name="b"]').inputValue(), 'ru-part');
  await close();
});

test('bare counts show what they can say and what not', async () => {
  const { page, close } = await open(pages['bare counts']);
  const text = await page.locator('main').innerText();
  for (const said of [/counts and no incidents, so that nobody can tell/, /The period has 365 days: for 27 there is a number of both/, /No estimate is given/,
    /share the origin Russian Ministry of Defence/, /the same number 0 times/, /do not say that the two blame the same side/, /with the blame the other way round/]) {
    assert.match(text, said);
  }
  assert.equal(await page.locator('table.two b', { hasText: '–' }).count(), 3, 'what a side does not give is missing, and not 0');
  assert.ok((await page.locator('.pairplot .pair').count()) > 15);
  await page.locator('.pairplot a').first().dispatchEvent('click');
  await page.waitForURL('**/ledgers/counts?**');
  assert.match(page.url(), /on=2017-/);
  await page.locator('td.may a').first().click();
  assert.match(await page.locator('h1').innerText(), /Incidents that may belong here/);
  await close();
});

test('an estimate comes with its models, dependences, strata and assumptions', async () => {
  const { page, close } = await open(pages['an estimate']);
  const text = await page.locator('main').innerText();
  for (const said of [/About 362 more happened that none of the lists registered/, /Over all models that the counts cannot tell apart/, /Take care/, /takes for granted/, /odds ratio/, /BIC/]) {
    assert.match(text, said);
  }
  assert.equal(await page.locator('table.models tbody tr').count(), 8, 'three lists have eight models');
  await close();
});

test('the files say what the page says', async () => {
  const { page, close } = await open(pages.ledgers);
  const file = async (ext) => (await page.request.get(site.base + (await page.locator(`a[href^="/ledgers.${ext}"]`).getAttribute('href')))).text();
  const csv = await file('csv');
  assert.match(csv, /^part,day,area,certainty,cell,n,records\n/);
  const row = csv.split('\n').find((line) => line.startsWith('total,,,certain,both,322,'));
  assert.equal(row.split(',')[6].split(' ').length, 322);
  const json = JSON.parse(await file('json'));
  assert.equal(json.table.total.certain.only_a.length, 4802);
  assert.match(await file('html'), /<h1>SOHR and all other origins<\/h1>/);
  await close();
});

test('the file to keep needs nothing else, and its numbers lead to their incidents', async () => {
  const { page, close } = await open(pages.ledgers);
  const html = await (await page.request.get(site.base + (await page.locator('a[href^="/ledgers.html"]').getAttribute('href')))).text();
  await page.setContent(html);
  assert.equal(await page.locator('script, link, img').count(), 0);
  await page.locator('tbody td a', { hasText: '463' }).first().click();
  const list = page.locator('p.set:target');
  const rows = (await list.locator('a').allInnerTexts()).reduce((n, s) => {
    const [from, to] = s.split('–').map(Number);
    return n + (to ? to - from + 1 : 1);
  }, 0);
  assert.equal(rows, 463);
  await close();
});
