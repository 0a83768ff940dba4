// A text is dropped in, reviewed and found in the register, as an editor does it.
// The text is made up.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { attend, beyond, faults } from './site.mjs';

const statement = [
  'Joint Statement of the Guarantors on Quiet Roads 𝄞',
  '',
  'Astana, 14 February 2018',
  '',
  'The Islamic Republic of Iran, the Russian Federation and the Republic of Turkey as guarantors:',
  '',
  '1. Reaffirm their commitment to the memorandum on the creation of de-escalation areas of 4 May 2017;',
  '',
  '2. Agree to open three roads for relief convoys in Idlib by 1 March 2018;',
  '',
  '3. Call upon the parties to the conflict to release all detainees within ten days of this statement;',
  '',
  '4. Welcome the work of the doctors of Aleppo 𝄞 and of the crews',
  'of the ambulances;',
  '',
  '5. Express grave concern at the shelling of Eastern Ghouta.',
  '',
].join('\r\n');

const site = attend();
const { open } = site;
let number = 0;

/** drop takes in a text of its own through the page, and ends up at its review. */
async function drop(options = {}, { by = 'duty editor', text = `${statement}\r\nCopy ${++number}.\r\n` } = {}) {
  const visitor = await open('/read', options);
  const { page } = visitor;
  await page.locator('input[name="file"]').setInputFiles({ name: 'quiet roads.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.locator('input[name="on"]').fill('2018-02-14');
  await page.locator('form.drop input[name="by"]').fill(by);
  await page.locator('form.drop button').click();
  await page.waitForURL(/\/read\/[^/]+$/);
  if (options.javaScriptEnabled !== false) await ready(page);
  return { ...visitor, text, path: new URL(page.url()).pathname };
}

const ready = (page) => page.waitForFunction(() => document.body.dataset.ready === '1' && document.body.dataset.forms === '1');
const said = (page, what) => page.waitForFunction((w) => new RegExp(w).test(document.querySelector('.far').innerText), what);
const stands = (page, act, verdict) => page.waitForSelector(`#c-${act}.${verdict}:not(.saving)`);

/** at goes to an act by clicking its words in the text. */
const at = async (page, act) => {
  await page.locator(`mark[data-a="${act}"]`).first().click();
  await page.waitForFunction((id) => document.activeElement?.id === `c-${id}`, act);
};

/** choose selects the words from one to another in the text, as dragging the mouse over them does. */
const choose = (page, from, to) => page.evaluate(([from, to]) => {
  const nodes = [];
  const walk = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT, {
    acceptNode: (n) => (n.parentElement.closest('.margin, .tag') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  while (walk.nextNode()) nodes.push(walk.currentNode);
  const find = (words) => {
    const node = nodes.find((n) => n.data.includes(words));
    if (!node) throw new Error(`the page lacks ${words}`);
    return [node, node.data.indexOf(words)];
  };
  const [a, start] = find(from);
  const [b, end] = find(to);
  getSelection().setBaseAndExtent(a, start, b, end + to.length);
}, [from, to]);

const bytesOf = (text, words) => {
  const at = text.indexOf(words);
  assert.ok(at >= 0, `the text lacks ${words}`);
  return [Buffer.byteLength(text.slice(0, at)), Buffer.byteLength(text.slice(0, at + words.length))];
};

test('a statement is reviewed with the keyboard alone and found in the register', async () => {
  const { page, wrong, text, path, close } = await drop();
  const key = (k) => page.keyboard.press(k);
  const acts = await page.locator('article.card[id]').count();
  assert.ok(acts >= 4, `${acts} acts`);
  await page.evaluate(() => document.activeElement.blur());

  await key('j');
  const first = await page.evaluate(() => document.activeElement.id.slice(2));
  await key('a');
  await stands(page, first, 'accepted');
  assert.equal(await page.evaluate(() => document.activeElement.id), `c-${first}`, 'the act keeps the focus');
  await said(page, 'Accepted by duty editor');
  await said(page, `1 of ${acts} acts decided`);

  await key('u');
  await stands(page, first, 'undecided');
  await key('a');
  await stands(page, first, 'accepted');

  await key('n');
  const second = await page.evaluate(() => document.activeElement.id.slice(2));
  assert.notEqual(second, first);
  await key('x');
  await stands(page, second, 'rejected');
  assert.match(await page.locator(`mark[data-a="${second}"]`).first().getAttribute('class'), /rejected/, 'a rejected act stays in the text');
  await key('u');
  await stands(page, second, 'undecided');

  // Corrected: another addressee, by the keyboard through the form.
  await key('e');
  await page.locator(`#c-${second} textarea[name="words"]`).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'words');
  await page.locator(`#c-${second} input[name="note"]`).focus();
  await page.keyboard.type('read twice');
  await page.locator(`#c-${second} input[name="speaker"]`).focus();
  await key('End');
  await page.keyboard.type(' as guarantors');
  await key('Enter');
  await stands(page, second, 'corrected');
  assert.match(await page.locator(`#c-${second}`).innerText(), /as guarantors[\s\S]*read twice/);

  while ((await page.locator('article.card.undecided[id]').count()) > 0) {
    await key('n');
    const id = await page.evaluate(() => document.activeElement.id.slice(2));
    await key('a');
    await stands(page, id, 'accepted');
  }
  await said(page, `${acts} of ${acts} acts decided`);
  assert.deepEqual(wrong, []);

  // In the register: the text's words, whom it asks, what it leaves out, and the way back.
  await page.goto(`${site.base}${path.replace('/read/', '/register/')}`);
  const register = await page.locator('main').innerText();
  assert.match(register, /calls upon/);
  assert.match(register, /release all detainees within ten days of this statement/);
  assert.match(register, /how it is measured/);
  const back = page.locator('blockquote.passage + .cite a').first();
  await back.click();
  assert.match(page.url(), new RegExp(`${path}#a\\d+$`));
  const act = new URL(page.url()).hash.slice(1);
  await page.waitForFunction((id) => document.activeElement?.id === `c-${id}`, act);
  const reviewed = await (await page.request.get(`${site.base}${path}/reviewed.jsonl`)).text();
  for (const line of reviewed.trim().split('\n')) {
    const p = JSON.parse(line);
    assert.equal(Buffer.from(text).subarray(p.bs, p.be).toString(), p.text, 'the bytes are those of the words');
  }
  const original = await page.request.get(`${site.base}${path}/original`);
  assert.equal((await original.body()).toString(), text);
  assert.match(original.headers()['content-disposition'], /^attachment/);
  await close();
});

test('a missed act is marked from the selected words, counted in the bytes of the text', async () => {
  const { page, text, close } = await drop();
  const words = 'Aleppo 𝄞 and of the crews\r\nof the ambulances';
  await choose(page, 'Aleppo', 'of the ambulances');
  await page.keyboard.press('m');
  const form = page.locator('article.adding form');
  await form.waitFor();
  const [start, end] = bytesOf(text, words);
  assert.equal(await form.locator('input[name="bs"]').inputValue(), String(start));
  assert.equal(await form.locator('input[name="be"]').inputValue(), String(end));
  await form.locator('select[name="force"]').selectOption('commitment');
  await form.locator('input[name="verb"]').fill('promise');
  await form.locator('button[value="added"]').click();
  await stands(page, 'x001', 'added');
  assert.equal((await page.locator('mark[data-a="x001"]').allInnerTexts()).join(' ').replace(/\s+/g, ' '), words.replace(/\s+/g, ' '));
  await at(page, 'x001');
  await page.keyboard.press('u');
  await page.waitForSelector('#c-x001', { state: 'detached' });
  assert.equal(await page.locator('mark[data-a="x001"]').count(), 0, 'what was taken back leaves no mark');
  await close();
});

test('a span is corrected by selecting other words', async () => {
  const { page, text, close } = await drop();
  const card = page.locator('article.card', { hasText: 'Welcome' }).first();
  const act = (await card.getAttribute('id')).slice(2);
  await at(page, act);
  await page.keyboard.press('e');
  await choose(page, 'Welcome', 'the work');
  await card.locator('.take').first().click();
  const [start, end] = bytesOf(text, 'Welcome the work');
  assert.equal(await card.locator('input[name="bs"]').inputValue(), String(start));
  assert.equal(await card.locator('input[name="be"]').inputValue(), String(end));
  await card.locator('button[value="corrected"]').click();
  await stands(page, act, 'corrected');
  await page.waitForFunction((a) => [...document.querySelectorAll(`mark[data-a="${a}"]`)].map((m) => m.textContent).join('') === 'Welcome the work', act);
  await close();
});

test('a form that is closed keeps what was entered, and a reference is one key away', async () => {
  const { page, wrong, close } = await drop();
  await at(page, 'a002');
  await page.keyboard.press('e');
  const note = page.locator('#c-a002 input[name="note"]');
  await note.fill('half a thought');
  await page.keyboard.press('Escape');
  await note.waitFor({ state: 'detached' });
  await said(page, 'Closed and not saved');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'c-a002');
  await page.keyboard.press('e');
  assert.equal(await note.inputValue(), 'half a thought');
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'restates');
  await page.locator('#c-a002 select[name="restates"]').selectOption('memo_2a');
  await page.locator('#c-a002 button[value="reference"]').click();
  await stands(page, 'a002', 'reference');
  assert.match(await page.locator('#c-a002').innerText(), /Says again/);

  // The help names the keys, and the keys can be turned off.
  await page.keyboard.press('?');
  assert.match(await page.locator('dialog').innerText(), /next act that is not decided/);
  await page.keyboard.press('Escape');
  await page.locator('.shows label').last().locator('input').uncheck();
  await at(page, 'a003');
  await page.keyboard.press('a');
  await page.waitForTimeout(300);
  assert.equal(await page.locator('#c-a003.undecided').count(), 1);
  assert.deepEqual(wrong, []);
  await close();
});

test('of two editors the second sees what the first decided, and loses nothing', async () => {
  const a = await drop();
  const b = await open(a.path);
  await ready(b.page);
  await b.page.locator('#decide input[name="by"]').fill('night editor');
  const act = (await a.page.locator('article.card[id]').nth(1).getAttribute('id')).slice(2);

  // The one has a form open with words in it while the other decides.
  await at(a.page, act);
  await a.page.keyboard.press('e');
  await a.page.locator(`#c-${act} input[name="note"]`).fill('what I was about to say');
  await at(b.page, act);
  await b.page.keyboard.press('x');
  await stands(b.page, act, 'rejected');
  await a.page.locator(`#c-${act} .meanwhile`).waitFor();
  assert.equal(await a.page.locator(`#c-${act} input[name="note"]`).inputValue(), 'what I was about to say');

  await a.page.locator(`#c-${act} input[name="addressee"]`).fill('somebody else');
  await a.page.locator(`#c-${act} button[value="corrected"]`).click();
  const rivals = a.page.locator(`#c-${act} .rivals`);
  await rivals.waitFor();
  assert.match(await rivals.innerText(), /night editor[\s\S]*somebody else/);
  assert.deepEqual(await faults(a.page), []);
  await rivals.locator('button').click();
  await stands(a.page, act, 'corrected');
  assert.match(await a.page.locator(`#c-${act}`).innerText(), /somebody else[\s\S]*what I was about to say/);

  // And the other one sees it without asking.
  await b.page.waitForSelector(`#c-${act}.corrected`);
  await said(b.page, 'Meanwhile: Corrected by duty editor');
  await b.page.goto(`${site.base}${a.path}/acts/${act}`);
  assert.match(await b.page.locator('main table').innerText(), /corrected[\s\S]*duty editor[\s\S]*rejected[\s\S]*night editor/);

  // What the other decided before one's own decision, and one had not heard of yet.
  const [third, fourth] = ['a003', 'a004'];
  await a.page.route('**/decisions.json?since=*', (route) => route.abort());
  await b.page.goto(site.base + a.path);
  await ready(b.page);
  await at(b.page, third);
  await b.page.keyboard.press('a');
  await stands(b.page, third, 'accepted');
  await at(a.page, fourth);
  await a.page.keyboard.press('a');
  await stands(a.page, fourth, 'accepted');
  await a.page.unroute('**/decisions.json?since=*');
  await stands(a.page, third, 'accepted');
  await a.close();
  await b.close();
});

test('without a connection decisions wait and are sent when it is back', async () => {
  const { page, context, close } = await drop();
  const act = (await page.locator('article.card[id]').first().getAttribute('id')).slice(2);
  await context.setOffline(true);
  await at(page, act);
  await page.keyboard.press('a');
  await said(page, 'Not saved yet: 1');
  let asked = false;
  page.once('dialog', (d) => { asked = d.type() === 'beforeunload'; void d.dismiss(); });
  await page.close({ runBeforeUnload: true });
  await assert.doesNotReject(page.waitForTimeout(300));
  assert.ok(asked, 'leaving is asked about');
  await context.setOffline(false);
  await stands(page, act, 'accepted');
  await close();
});

test('all of it goes without scripts', async () => {
  const { page, path, close } = await drop({ javaScriptEnabled: false });
  const acts = await page.locator('article.card[id]').count();
  await page.locator('#c-a001 button[name="accept"]').click();
  assert.match(page.url(), /#c-a001$/);
  assert.match(await page.locator('#c-a001').innerText(), /Accepted by duty editor/);
  assert.match(await page.locator('.far').innerText(), new RegExp(`1 of ${acts} acts decided`));
  await page.locator('#c-a001 button[name="undo"]').click();
  assert.match(await page.locator('#c-a001').innerText(), /taken back/);

  await page.locator('#c-a002 .do a').click();
  await page.locator('input[name="speaker"]').fill('the three guarantors');
  await page.locator('input[name="verb"]').fill('');
  await page.locator('button[value="corrected"]').click();
  assert.match(await page.locator('[role="alert"]').innerText(), /verb/, 'what is wrong is said');
  assert.equal(await page.locator('input[name="speaker"]').inputValue(), 'the three guarantors', 'and what was entered stays');
  await page.locator('input[name="verb"]').fill('agree to');
  await page.locator('button[value="corrected"]').click();
  assert.match(await page.locator('#c-a002').innerText(), /the three guarantors/);

  await page.locator('[data-add]').click();
  await page.locator('textarea[name="words"]').fill('Copy');
  await page.locator('select[name="force"]').selectOption('assessment');
  await page.locator('input[name="verb"]').fill('copy');
  await page.locator('button[value="added"]').click();
  assert.match(await page.locator('#c-x001').innerText(), /Added by duty editor/);

  // Somebody else decides between the page and the click.
  const other = await open(path);
  await ready(other.page);
  await other.page.locator('#decide input[name="by"]').fill('night editor');
  await at(other.page, 'a003');
  await other.page.keyboard.press('x');
  await stands(other.page, 'a003', 'rejected');
  await page.locator('#c-a003 button[name="accept"]').click();
  assert.match(await page.locator('h1').innerText(), /Somebody else decided/);
  assert.match(await page.locator('table').innerText(), /night editor[\s\S]*accepted/);
  assert.deepEqual(await faults(other.page), []);
  await page.locator('.rivals button').click();
  assert.match(await page.locator('#c-a003').innerText(), /Accepted by duty editor/);
  await other.close();
  await close();
});

describe('the review', () => {
  for (const [name, query, options] of [
    ['on a desk', '', {}],
    ['in the dark', '', { colorScheme: 'dark' }],
    ['on a phone', '', { viewport: { width: 390, height: 844 } }],
    ['in Arabic', '?lang=ar', {}],
    ['in Persian on a phone', '?lang=fa', { viewport: { width: 390, height: 844 } }],
  ]) {
    test(`${name} holds WCAG 2.2 AA as far as axe can tell, and fits`, async () => {
      const { page, path, close } = await drop(options);
      await page.goto(site.base + path + query);
      await ready(page);
      assert.deepEqual(await faults(page), []);
      assert.ok((await beyond(page)) <= 0, `it is ${await beyond(page)} px wider than the screen`);
      await at(page, 'a001');
      await page.keyboard.press('e');
      await page.locator('#c-a001 form').waitFor();
      for (const d of await page.locator('main details').all()) await d.evaluate((x) => { x.open = true; });
      assert.deepEqual(await faults(page), []);
      assert.ok((await beyond(page)) <= 0, `with a form open it is ${await beyond(page)} px wider than the screen`);
      await page.goto(`${site.base}${path}/acts/a001${query}`);
      assert.deepEqual(await faults(page), []);
      assert.ok((await beyond(page)) <= 0, `the act's page is ${await beyond(page)} px wider than the screen`);
      await close();
    });
  }
});

test('two texts of one instrument stand side by side', async () => {
  const one = await drop();
  const id = one.path.split('/').pop();
  const { page } = one;
  await page.locator('#c-a002 button[name="accept"]').click();
  await stands(page, 'a002', 'accepted');
  await page.goto(`${site.base}/read`);
  await page.locator('input[name="file"]').setInputFiles({ name: 'copy.txt', mimeType: 'text/plain', buffer: Buffer.from(one.text.replace('three roads', 'four roads')) });
  await page.locator('select[name="instrument"]').selectOption(id);
  await page.locator('form.drop button').click();
  await page.waitForURL(/\/read\/copy/);
  await page.goto(`${site.base}/register/${id}`);
  await page.locator('a[href*="/beside/"]').first().click();
  assert.match(await page.locator('del').innerText(), /three/);
  assert.match(await page.locator('ins').innerText(), /four/);
  assert.deepEqual(await faults(page), []);
  await page.setViewportSize({ width: 390, height: 844 });
  assert.ok((await beyond(page)) <= 0);
  await one.close();
});

test('what another site sends is not taken, and a file that is no text is refused in a sentence', async () => {
  const { page, close } = await open('/read');
  const foreign = await page.request.post(`${site.base}/read/none/decide`, { form: { accept: 'a001.0', by: 'x' }, headers: { 'Sec-Fetch-Site': 'cross-site' } });
  assert.equal(foreign.status(), 403);
  await page.locator('input[name="file"]').setInputFiles({ name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.from('') });
  await page.locator('form.drop input[name="by"]').fill('duty editor');
  await page.locator('form.drop button').click();
  assert.match(await page.locator('h1').innerText(), /could not be shown/);
  await close();
});
