// Files come in as an operator brings them: tried first, then taken; and what a
// source's reports rest on is read from the record. All files are made up.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { attend, beyond, faults } from './site.mjs';

const acled = [
  'event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,interaction,country,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities',
  'SYX1,10 February 2018,1,Explosions/Remote violence,Shelling/artillery/missile attack,Government of Syria,Unheard Brigade,12,Syria,Idleb,Idlib,35.93,36.63,1,SOHR; Quiet Wire,"Shelling of the <market>, as two told it",2',
  'SYX2,11 February 2018,2,Battles,Armed clash,Government of Syria,Unheard Brigade,12,Syria,Hama,Hama,35.13,36.75,2,Quiet Wire,Clashes in the night,0',
  'SYX3,32 February 2018,1,Battles,Armed clash,Government of Syria,Unheard Brigade,12,Syria,Hama,Hama,35.13,36.75,1,Quiet Wire,A day that is none,0',
].join('\n');

const table = [
  'no;tarih;yer;il;enlem;boylam;olay;ölü;haber',
  '1;03.02.2018;Kafr Zita;Hama;35,3736;36,6017;topçu;1;SOHR',
  '2;14.02.2018;Morek;Hama;35,3766;36,6878;topçu;;SOHR',
  '3;bilinmiyor;Morek;Hama;35,3766;36,6878;topçu;2;SOHR',
].join('\n');

const bulletin = [
  'January 3, 2018.',
  'The Russian part of the commission registered 5 violations: Damascus - 4, Hama - 1.',
  'The Turkish part registered 11 violations: Hama - 8, Idlib - 2.',
].join('\n');

const site = attend();
const { open } = site;

/** send brings a file to the page and looks at what it would bring. */
async function send(page, { name, text, format, source = '' }) {
  await page.goto(`${site.base}/intake`);
  await page.locator('input[name="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('select[name="format"]').selectOption(format);
  await page.locator('select[name="source"]').first().selectOption(source);
  await page.locator('button[value="look"]').click();
  await page.waitForSelector('.again'); // the head of the page comes first, the rest when it was read
}

const tally = (page) => page.locator('.tally').evaluate((d) => Object.fromEntries([...d.children].map((x) => [x.querySelector('dt').textContent, Number(x.querySelector('dd').textContent)])));

for (const scripts of [true, false]) {
  test(`a file is tried and then taken, with${scripts ? '' : 'out'} scripts`, async () => {
    const { page, wrong, close } = await open('/intake', { javaScriptEnabled: scripts });
    const text = scripts ? acled : acled.replaceAll('SYX', 'SYY');
    await send(page, { name: 'export <1>.csv', text, format: 'acled' });
    const shown = await page.locator('main').innerText();
    assert.match(shown, /as two told it/);
    assert.match(shown, /dry run: nothing is written/);
    assert.equal(await page.locator('.preview tbody tr').count(), 3);
    assert.match(await page.locator('.refusals').innerText(), /32 February 2018/);
    const would = await tally(page);
    assert.deepEqual([would.new, would.refused, would['rows read']], [2, 1, 3]);
    if (scripts) {
      assert.deepEqual(await faults(page), []);
      await page.setViewportSize({ width: 390, height: 844 });
      assert.ok((await beyond(page)) <= 0, `a trial is ${await beyond(page)} px wider than a phone`);
    }
    await page.locator('form.taking input[name="by"]').fill('duty editor');
    await page.locator('form.taking button').click();
    await page.waitForSelector('text=What was taken');
    assert.equal((await tally(page)).new, 2);
    await page.locator('a[href^="/intake/"]').first().click();
    await page.waitForSelector('body[data-page="taken"]');
    assert.match(await page.locator('main').innerText(), /duty editor/);
    const csv = await page.request.get(site.base + (await page.locator('a[href$="refusals.csv"]').getAttribute('href')));
    assert.match(await csv.text(), /^line,field,value,reason\n4,event_date,32 February 2018,/);
    const kept = await page.request.get(site.base + (await page.locator('a[href^="/originals/"]').first().getAttribute('href')));
    assert.equal(await kept.text(), text, 'the original is byte for byte what was sent');
    assert.match(kept.headers()['content-disposition'], /attachment/);
    assert.deepEqual(wrong, []);
    await send(page, { name: 'again.csv', text, format: 'acled' });
    const again = await tally(page);
    assert.deepEqual([again.new, again['there already']], [0, 2]);
    await close();
  });
}

test('a mapping is suggested, completed, tried and taken', async () => {
  const { page, wrong, close } = await open('/intake');
  await send(page, { name: 'olaylar.csv', text: table, format: 'csv' });
  assert.match(await page.locator('main').innerText(), /This mapping is a proposal/);
  assert.ok((await page.locator('.questions li').count()) > 0, 'it says what is left to a person');
  assert.equal(await page.locator('form.taking').count(), 0, 'a proposal is looked at before it is taken');
  assert.match(await page.locator('.refused').innerText(), /source/, 'without a source nothing is read');
  const mapping = page.locator('textarea[name="mapping"]');
  assert.match(await mapping.inputValue(), /date: tarih/);
  await page.locator('select[name="source"]').selectOption('sohr');
  await mapping.fill((await mapping.inputValue()).replace(/radius_m: \d+(\.0)?/, 'radius_m: 2000').replace('date: tarih', 'date: tarih\n  formats: [DD.MM.YYYY]'));
  await page.locator('button[value="look"]').click();
  await page.waitForSelector('.preview');
  assert.deepEqual([(await tally(page)).new, (await tally(page)).refused], [2, 1]);
  assert.match(await page.locator('.preview').innerText(), /Kafr Zita/);
  assert.deepEqual(await faults(page), []);
  await page.locator('form.taking input[name="by"]').fill('duty editor');
  await page.locator('form.taking button').click();
  await page.waitForSelector('text=What was taken');
  await page.goto(`${site.base}/intake`);
  const used = await page.request.get(site.base + (await page.locator('.takens a[href^="/originals/"]').first().getAttribute('href')));
  assert.match(await used.text(), /radius_m: 2000/, 'the mapping is kept with the file');
  assert.deepEqual(wrong, []);
  await close();
});

test('a bulletin is read, and a person confirms what it says', async () => {
  const { page, wrong, close } = await open('/intake');
  await page.locator('textarea[name="text"]').fill(bulletin);
  await page.locator('select[name="format"]').selectOption('bulletin');
  await page.locator('button[value="look"]').click();
  await page.waitForSelector('.bulletintext');
  assert.equal(await page.locator('ul.claims > li').count(), 6);
  assert.equal(await page.locator('.bulletintext mark').count(), 6);
  assert.match(await page.locator('ul.claims > li').nth(1).innerText(), /Damascus.*Rural Damascus|Rural Damascus.*Damascus/s, 'Damascus is the city and its countryside');
  assert.match(await page.locator('ul.claims').innerText(), /its parts add up to 10, not to 11/);
  assert.deepEqual(await faults(page), []);
  await page.locator('ul.claims input').nth(5).uncheck();
  await page.locator('form.confirm input[name="by"]').fill('duty editor');
  await page.locator('form.confirm button').click();
  await page.waitForSelector('.came');
  assert.match(await page.locator('.came').innerText(), /new: 5/);
  await page.goto(`${site.base}/sources/tr-part/claims?from=2018-01-01&to=2018-01-05`);
  assert.match(await page.locator('main').innerText(), /its parts add up to/);
  assert.deepEqual(wrong, []);
  await close();
});

test('a source says on whom it leans, and its numbers lead to the reports', async () => {
  const { page, wrong, close } = await open('/sources/ucdp-ged?from=2018-01-01&to=2018-03-16');
  const lean = await page.locator('#rests .lead').innerText();
  assert.match(lean, /^SOHR is named in \d+ of these incidents \(9\d\s%\)/);
  const n = await page.locator('#rests .lead a').first().innerText();
  await page.locator('#rests .lead a').first().click();
  assert.match(await page.locator('h1').innerText(), new RegExp(`of ${n} · in incidents: ${n}`));
  await page.locator('tbody th a').first().click();
  await page.waitForSelector('body[data-page="report"]');
  assert.match(await page.locator('main').innerText(), /SHA-256/);
  assert.deepEqual(wrong, []);
  await close();
});

test('the information of a report is judged apart, with a reason, and taken back', async () => {
  const { page, close } = await open('/sources/ucdp-ged/reports?month=2018-02');
  await page.locator('tbody th a').first().click();
  await page.locator('input[name="grade"][value="3"]').check();
  await page.locator('textarea[name="reason"]').fill('one office, and nobody else');
  await page.locator('.judging input[name="by"]').fill('duty editor');
  await page.locator('.judging button').first().click();
  await page.waitForSelector('.judging .big');
  assert.match(await page.locator('.judging').innerText(), /3 · possibly true/);
  assert.deepEqual(await faults(page), []);
  await page.locator('textarea[name="reason"]').fill('the wrong report');
  await page.locator('.judging button[name="back"]').click();
  await page.waitForSelector('text=Nobody has judged it.');
  assert.equal(await page.locator('.judgements li').count(), 2);
  await close();
});

test('what cannot be read is said in one sentence, and nothing is written', async () => {
  const { page, close } = await open('/intake');
  await send(page, { name: 'wrong.csv', text: 'a,b\n1,2\n', format: 'ged' });
  assert.match(await page.locator('p.refused').innerText(), /the file lacks id, type_of_violence/);
  assert.equal(await page.locator('form.taking').count(), 0);
  await close();
});

test('nobody takes anything in on a page that shows what was known then', async () => {
  const { page, close } = await open('/intake?known=2099-01-01');
  assert.equal(await page.locator('form.drop').count(), 0);
  const reply = await page.request.post(`${site.base}/intake?known=2099-01-01`, { form: { format: 'ged', digest: '0'.repeat(64) } });
  assert.equal(reply.status(), 400);
  await close();
});

describe('every page of sources and intake', () => {
  const pages = {
    sources: '/sources', source: '/sources/ucdp-ged', claimer: '/sources/ru-part', reports: '/sources/ucdp-ged/reports?place=area',
    claims: '/sources/ru-centre/claims', intake: '/intake',
  };
  for (const [name, path] of Object.entries(pages)) {
    test(`${name} fits a phone, turns for Arabic and holds WCAG 2.2 AA as far as axe can tell`, async () => {
      const { page, wrong, close } = await open(path);
      assert.deepEqual(await faults(page), []);
      for (const lang of ['en', 'ar']) {
        await page.setViewportSize({ width: 390, height: 844 });
        await page.goto(`${site.base}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        assert.ok((await beyond(page)) <= 0, `in ${lang} it is ${await beyond(page)} px wider than the screen`);
      }
      assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
      assert.deepEqual(wrong, []);
      await close();
    });
  }
});
