// Starts the demo on a free loopback port and a browser to look at it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { after, before } from 'node:test';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const flags = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
];

const program = process.env.TRUCELINE ?? '../truceline';

/** serve runs the demo and resolves to its address and a function that ends it. */
export async function serve() {
  const dir = await mkdtemp(path.join(tmpdir(), 'truceline-e2e-'));
  return start(['demo', '--record', path.join(dir, 'record'), '--addr', '127.0.0.1:0'], dir);
}

/** run does one command and resolves once it has done it. */
export async function run(...args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => { said += chunk; });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
  if (code !== 0) throw new Error(`truceline ${args.join(' ')} ended with ${code}: ${said}`);
  return said;
}

/** start runs a command that serves, and resolves to its address and a function that ends it and removes a folder. */
export async function start(args, dir) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.on('exit', resolve));
  const base = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const at = said.match(/serving on (http:\/\/\S+)/);
      if (at) resolve(at[1]);
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`truceline ${args[0]} ended with ${code}: ${said}`)));
  });
  return {
    base,
    async stop() {
      child.kill('SIGTERM');
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** browse starts the browser that CHROMIUM names. */
export function browse() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true, chromiumSandbox: false, args: flags,
  });
}

/** visit opens a page in a browser of its own, and notes errors in it and requests to anyone else. */
export async function visit(site, browser, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (m) => { if (m.type() === 'error') wrong.push(m.text()); });
  page.on('pageerror', (e) => wrong.push(String(e)));
  page.on('request', (r) => {
    if (!r.url().startsWith(site.base) && !/^(data|blob):/.test(r.url())) wrong.push(`asked ${r.url()}`);
  });
  const reply = await page.goto(site.base + path);
  return { context, page, reply, wrong, close: () => context.close() };
}

/**
 * attend serves the demo to the tests of a file and has a browser for them: base
 * is its address, open visits a page of it.
 */
export function attend() {
  let site, browser;
  before(async () => {
    site = await serve();
    browser = await browse();
  }, { timeout: 120_000 });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });
  return {
    get base() { return site.base; },
    open: (path, options) => visit(site, browser, path, options),
  };
}

/** faults are what axe holds against a page by WCAG 2.2 AA. */
export async function faults(page) {
  await page.evaluate(() => scrollTo(0, 0)); // what lies half under a bar that stays is no fault of it
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.map((v) => `${v.id}: ${v.nodes[0]?.target} ${v.help}`);
}

/** beyond is how many pixels a page is wider than the screen. */
export const beyond = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
