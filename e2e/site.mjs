// Starts the demo on a free loopback port and a browser to look at it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const flags = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
];

/** serve runs the demo and resolves to its address and a function that ends it. */
export async function serve() {
  const dir = await mkdtemp(path.join(tmpdir(), 'truceline-e2e-'));
  const child = spawn('../truceline', ['demo', '--record', path.join(dir, 'record'), '--addr', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.on('exit', resolve));
  const base = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const at = said.match(/serving on (http:\/\/\S+)/);
      if (at) resolve(at[1]);
    });
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`truceline demo ended with ${code}: ${said}`)));
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
