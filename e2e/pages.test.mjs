// The pages as a reader meets them: in a browser, on the bundled case.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { attend, beyond, faults } from './site.mjs';

const pages = {
  situation: '/?from=2018-02-18&to=2018-03-16',
  incidents: '/incidents?from=2018-02-24&to=2018-03-16',
  applied: '/applied?at=36.63,35.93&on=2017-09-20',
  reads: '/read',
  register: '/register',
  instrument: '/register/memo_2017_05_04',
  areas: '/areas',
  area: '/areas/area_idlib',
  parties: '/parties',
  party: '/parties/hts',
  publications: '/publications',
  log: '/log',
};
const withMap = ['situation', 'applied', 'area'];

const site = attend();
const { open } = site;

const idle = (page) => page.waitForFunction(() => document.body.dataset.mapIdle === '1', null, { timeout: 30_000 });

describe('every page', () => {
  for (const [name, path] of Object.entries(pages)) {
    test(`${name} answers, asks nobody else and reports no error`, async () => {
      const { page, reply, wrong, close } = await open(path);
      assert.equal(reply.status(), 200);
      if (withMap.includes(name)) await idle(page);
      assert.deepEqual(wrong, []);
      await close();
    });

    test(`${name} fits a phone`, async () => {
      const { page, close } = await open(path, { viewport: { width: 390, height: 844 } });
      assert.ok((await beyond(page)) <= 0, `it is ${await beyond(page)} px wider than the screen`);
      await close();
    });

    test(`${name} holds WCAG 2.2 AA as far as axe can tell`, async () => {
      const { page, close } = await open(path);
      if (withMap.includes(name)) await idle(page);
      assert.deepEqual(await faults(page), []);
      await close();
    });
  }
});

test('the pages read without scripts', async () => {
  const { page, close } = await open(pages.situation, { javaScriptEnabled: false });
  assert.ok((await page.locator('table a').count()) > 20, 'tables with linked numbers');
  await page.locator('table a').first().click();
  assert.match(page.url(), /\/incidents\?/);
  await close();
});

test('a right-to-left language turns the page', async () => {
  const { page, wrong, close } = await open(`${pages.situation}&lang=ar`);
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  assert.equal(await page.locator('html').getAttribute('lang'), 'ar');
  assert.deepEqual(wrong, []);
  await close();
});

test('an incident shows the seven answers and its proof', async () => {
  const { page, close } = await open(pages.incidents);
  await page.locator('a[href^="/incidents/i-"]').first().click();
  const text = await page.locator('main').innerText();
  for (const q of ['in force', 'area', 'bound', 'conduct', 'excluded', 'exempt', 'evidence']) {
    assert.ok(text.toLowerCase().includes(q), `the page does not speak of ${q}`);
  }
  const proof = await page.request.get(site.base + (await page.locator('a[href*="proof"]').first().getAttribute('href')));
  assert.equal(proof.status(), 200);
  assert.ok(JSON.parse(await proof.text()).leaf, 'the proof holds the leaf');
  await close();
});

test('a click on the map asks what applied there', async () => {
  const { page, close } = await open('/applied?at=36.63,35.93&on=2017-09-20');
  await idle(page);
  const before = await page.locator('input[name="at"]').inputValue();
  await page.locator('.maplibregl-canvas').first().click({ position: { x: 120, y: 150 } });
  const after = await page.locator('input[name="at"]').inputValue();
  assert.notEqual(after, before);
  assert.match(after, /^-?\d+\.\d+,\s*-?\d+\.\d+$/);
  await close();
});

test('an address as known at a date says so and keeps saying it', async () => {
  const { page, close } = await open(`${pages.situation}&known=2099-01-01T00:00:00Z`);
  assert.match(await page.locator('body').innerText(), /known/i);
  await page.locator('nav a[href*="/register"]').first().click();
  assert.match(page.url(), /known=2099/);
  await close();
});

test('editions can be downloaded and are what the log says', async () => {
  const { page, close } = await open('/publications');
  const link = page.locator('a[href$="findings.csv"]').first();
  const reply = await page.request.get(site.base + (await link.getAttribute('href')));
  assert.equal(reply.status(), 200);
  const body = await reply.body();
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', body)).toString('hex');
  assert.ok((await page.locator('main').innerText()).includes(digest), 'the digest on the page is that of the file');
  await close();
});

test('an unknown page is a plain not found', async () => {
  const { reply, close } = await open('/incidents/none');
  assert.equal(reply.status(), 404);
  await close();
});
