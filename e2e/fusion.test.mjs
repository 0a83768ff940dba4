// Rival accounts of one event as people meet them: joined, split, merged, undone
// and held against each other. The reports are made up.
import assert from 'node:assert/strict';
import { appendFile, cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { beyond, browse, faults, run, start, visit } from './site.mjs';

const gedHeader = 'id,type_of_violence,side_a,side_b,source_office,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,date_prec,date_start,date_end,low,best,high';
const ged = (id, day, name, lat, lon, killed) =>
  `${id},1,Government of Syria,Syrian insurgents,SOHR,1,${name},Idlib Governorate,,${lat},${lon},1,${day},${day},${killed},${killed},${killed}`;

const steps = [...Array(15).keys()];
const day = (n) => `2018-01-${String(1 + 2 * n).padStart(2, '0')}`;

// One event that both tell of alike but for the dead; and one, told with ever
// more difference, of which some pair must be neither joined nor left alone.
const first = [ged(1, '2018-02-20', 'Saraqib', 35.864, 36.805, 6), ...steps.map((n) => ged(10 + n, day(n), 'Binnish', 35.955, 36.71, 3))];
const second = [
  'no,day,lon,lat,place,killed,means,words,sure',
  '=1,2018-02-20,36.8052,35.8641,Saraqib,11,mortar,سقوط قذائف هاون على سراقب,2',
  ...steps.map((n) => `${10 + n},${day(n)},${(36.71 + 0.008 * n).toFixed(3)},${(35.955 + 0.006 * n).toFixed(3)},${n % 3 ? 'Taftanaz road' : 'Binnish'},${3 + (n >> 1)},,,`),
];
const mapping = `source: north-monitor
number: [no]
when: {date: day}
where: {longitude: lon, latitude: lat, name: place, radius_m: 500}
what: {means: [means], words: words}
deaths: {best: killed}
credibility: {column: sure}
constants: {kind: "ucdp:type_of_violence=1", observed: telephone, lang: ar}
`;
const monitor = `
  - id: north-monitor
    names: {en: "Northern monitor", ar: "راصد الشمال"}
    origin: Northern monitor
    grades:
      - {topic: lethal events, grade: C, reason: a network by telephone, from: 2016-12-30}
`;

let site, browser;
before(async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'truceline-e2e-'));
  const at = (name) => path.join(dir, name);
  await cp('../cases/astana', at('case'), { recursive: true });
  await appendFile(at('case/sources.yaml'), monitor);
  await writeFile(at('first.csv'), [gedHeader, ...first, ''].join('\n'));
  await writeFile(at('second.csv'), [...second, ''].join('\n'));
  await writeFile(at('second.yaml'), mapping);
  await run('init', '--case', at('case'), '--record', at('record'));
  await run('import', '--record', at('record'), '--format', 'ged', at('first.csv'));
  await run('import', '--record', at('record'), '--format', 'csv', '--mapping', at('second.yaml'), at('second.csv'));
  await run('evaluate', '--record', at('record'));
  site = await start(['serve', '--record', at('record'), '--addr', '127.0.0.1:0'], dir);
  browser = await browse();
}, { timeout: 120_000 });
after(async () => {
  await browser?.close();
  await site?.stop();
});

const open = (path, options) => visit(site, browser, path, options);
const idle = (page) => page.waitForFunction(() => document.body.dataset.mapIdle === '1', null, { timeout: 30_000 });
const incident = '/incidents/i-ucdp-ged-1';
const apart = '/incidents/i-north-monitor-=1';
const january = '/joining?from=2018-01-01&to=2018-01-31';
const pages = { incident, joining: january, contradictions: '/contradictions?from=2018-01-01&to=2018-03-01', incidents: '/incidents?accounts=several' };

describe('every page of rival accounts', () => {
  for (const [name, path] of Object.entries(pages)) {
    for (const lang of ['en', 'ar']) {
      const target = `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
      test(`${name} in ${lang} reports no error, and axe finds nothing`, async () => {
        const { page, reply, wrong, close } = await open(target);
        assert.equal(reply.status(), 200);
        if (name === 'incident') await idle(page);
        await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
        assert.deepEqual(await faults(page), []);
        assert.deepEqual(wrong, []);
        assert.equal(await page.locator('html').getAttribute('dir'), lang === 'ar' ? 'rtl' : 'ltr');
        await close();
      });

      test(`${name} in ${lang} fits a phone`, async () => {
        const { page, close } = await open(target, { viewport: { width: 390, height: 844 } });
        await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
        assert.ok((await beyond(page)) <= 0, `it is ${await beyond(page)} px wider than the screen`);
        await close();
      });
    }
  }
});

test('two accounts stand on one page, one map and one time line', async () => {
  const { page, close } = await open(incident);
  for (const letter of ['A', 'B']) {
    assert.equal(await page.locator(`#account-${letter}`).count(), 1);
    assert.equal(await page.locator(`.map svg .letter:text-is("${letter}")`).count(), 1, `${letter} on the map`);
    assert.equal(await page.locator(`svg.when .letter:text-is("${letter}")`).count(), 1, `${letter} on the time line`);
  }
  const words = page.locator('td.literal [lang="ar"]');
  assert.match(await words.innerText(), /هاون/);
  assert.match(await page.locator('.accounts').first().innerText(), /2 · probably true/);
  assert.match(await page.locator('.whys').innerText(), /the same day/);
  const row = page.locator('#disputes tr', { hasText: 'number killed' });
  assert.match(await row.innerText(), /11[\s\S]*6[\s\S]*5 killed/);
  assert.match(await page.locator('tr.contradicts', { hasText: 'killed' }).first().innerText(), /contradict/);
  await row.locator('a[href^="#account-"]').first().click();
  assert.match(page.url(), /#account-A$/);
  await close();
});

test('without scripts the drawing has each account, to scale', async () => {
  const { page, close } = await open(incident, { javaScriptEnabled: false });
  assert.equal(await page.locator('.map svg .letter').count(), 2);
  const r = Number(await page.locator('circle.surface').first().getAttribute('r'));
  const bar = Number((await page.locator('.map .scale path').getAttribute('d')).match(/H([\d.]+)/)[1]);
  const km = parseInt(await page.locator('.map .scale text').textContent(), 10);
  assert.ok(Math.abs(r / (bar / km) - 0.5) < 0.03, `a disc of 500 m has the radius ${r}, a kilometre is ${bar / km}`);
  await close();
});

/** sign fills in who decides and why. */
const sign = async (page, reason, by = 'duty editor') => {
  await page.locator('#decide input[name="by"]').fill(by);
  if (reason) await page.locator('#decide input[name="reason"]').fill(reason);
};

test('a person splits an event, undoes it, splits it again and merges it', async () => {
  const { page, wrong, close } = await open(incident);
  const columns = () => page.locator('.accounts thead th').count();
  await page.locator('input[name="report"]').first().check();
  await page.locator('.apart-form button').click();
  assert.equal(new URL(page.url()).pathname, incident, 'nothing is sent without a name and a reason');

  await sign(page, 'another quarter of the town');
  await page.locator('.apart-form button').click();
  await page.waitForURL(`**${apart}#joins`);
  assert.equal(await columns(), 1, 'one account stands alone');
  assert.match(await page.locator('.joinrows').innerText(), /two events[\s\S]*duty editor[\s\S]*another quarter of the town/);
  assert.equal(await page.locator('#decide input[name="by"]').inputValue(), 'duty editor', 'the name is remembered');

  await page.locator('.joinrows button', { hasText: 'Undo' }).click();
  await page.waitForURL(`**${incident}#joins`);
  assert.equal(await columns(), 2, 'they stand together again');
  assert.match(await page.locator('.joinrows').innerText(), /undone by duty editor/);

  await page.locator('input[name="report"]').first().check();
  await sign(page, 'another quarter after all');
  await page.locator('.apart-form button').click();
  await page.waitForURL(`**${apart}#joins`);
  await page.locator('.joinrows a', { hasText: 'i-ucdp-ged-1' }).first().click();
  assert.equal(await columns(), 1, 'the other stands alone too');
  await page.locator('input[name="other"]').fill('i-north-monitor-=1');
  await sign(page, 'the same quarter, by its mosque');
  await page.locator('.other button').click();
  await page.waitForURL('**#joins');
  assert.equal(await columns(), 2);
  assert.match(await page.locator('.whys').innerText(), /a decision of duty editor[\s\S]*the same quarter, by its mosque/);
  assert.deepEqual(wrong, []);
  await close();
});

test('an incident that went into another says so, and what it was can still be seen', async () => {
  const { page, close } = await open(apart);
  assert.match(await page.locator('.lead').innerText(), /went to another/);
  await page.locator('main tbody tr').nth(-2).locator('a').first().click();
  assert.match(page.url(), /known=/);
  assert.equal(await page.locator('.accounts thead th').count(), 1);
  assert.equal(await page.locator('form[method="post"]').count(), 0, 'nobody decides on what was known then');
  await page.goBack();
  await page.locator('.lead a').click();
  assert.equal(new URL(page.url()).pathname, incident);
  await close();
});

test('a report that nearly joined is merged by its button', async () => {
  const { page, close } = await open(january);
  await page.locator('[data-pair] a[href^="/incidents/"]').first().click();
  const before = await page.locator('.accounts thead th').count();
  await page.locator('.near summary').first().click();
  await page.locator('.near a[href^="#account-"]').first().waitFor();
  await sign(page, 'the road runs through the village');
  await page.locator('.near').first().locator('button').click();
  await page.waitForURL('**#joins');
  assert.ok((await page.locator('.accounts thead th').count()) > before);
  assert.match(await page.locator('.joinrows').innerText(), /the road runs through the village/);
  await page.locator('.joinrows button').first().click();
  await page.waitForFunction(() => /undone by/.test(document.querySelector('.joinrows')?.innerText ?? ''));
  await close();
});

test('pairs are decided with the keyboard alone', async () => {
  const { page, wrong, close } = await open(january);
  const total = async () => Number((await page.locator('h1 small').innerText()).match(/of (\d+)/)?.[1] ?? 0);
  const before = await total();
  assert.ok(before >= 1, `${before} pairs wait`);
  await sign(page, '');
  await page.evaluate(() => document.activeElement.blur());

  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.waitForURL(/done=/);
  assert.match(await page.locator('.done').innerText(), /two events/);
  assert.equal(await total(), before - 1);
  await page.locator('.done button').click();
  await page.waitForFunction(() => /undone/.test(document.querySelector('.done').innerText));
  assert.equal(await total(), before);

  await page.keyboard.press('j');
  await page.keyboard.press('m');
  await page.waitForFunction(() => /one event/.test(document.querySelector('.done').innerText));
  assert.ok((await total()) < before);
  await page.locator('.done a').click();
  assert.ok((await page.locator('.accounts thead th').count()) >= 2);
  assert.deepEqual(wrong, []);
  await close();
});

test('contradictions are listed, narrowed and taken along', async () => {
  const { page, close } = await open(pages.contradictions);
  await page.selectOption('select[name="aspect"]', 'count');
  await page.selectOption('select[name="a"]', 'north-monitor');
  await page.locator('form.filters button').click();
  const row = page.locator('table.disputes tbody tr').first();
  await row.waitFor();
  assert.match(page.url(), /aspect=count/);
  for (const text of await page.locator('table.disputes tbody td[data-th="over what"]').allInnerTexts()) assert.equal(text, 'number killed');
  const reply = await page.request.get(site.base + (await page.locator('a[href^="/contradictions.csv"]').getAttribute('href')));
  const lines = (await reply.text()).trim().split('\n');
  assert.equal(lines[0], 'incident_id,days,from,to,place_name,aspect,report_a,says_a,report_b,says_b,apart,entry');
  assert.equal(lines.length - 1, await page.locator('table.disputes tbody tr').count());
  await row.locator('a').first().click();
  assert.match(page.url(), /#disputes$/);
  await close();
});
