// Decisions on their way to the record. They are sent one after another and kept
// here until the record has answered; without a connection they wait and are
// sent again.

export type Values = Record<string, string[]>;

/** An act as it stands. Values are those of its form; without them it was taken back. */
export interface Change {
  act: string;
  seq: number;
  verdict: string;
  by: string;
  says: string;
  values: Values | null;
  tag: string;
  card: string;
}

export interface Outcome {
  since: number;
  decided: number;
  acts: number;
  words: string;
  changes: Change[];
  status?: number;
  title?: string;
  conflict?: string;
}

export interface Letter {
  act: string; // empty: an act that is being added
  values: Values;
  form: HTMLFormElement | null; // where it was filled in, if in a form
}

interface Answers {
  saved(letter: Letter, outcome: Outcome): void;
  conflict(letter: Letter, outcome: Outcome): void;
  refused(letter: Letter, why: string): void;
  waiting(n: number, why: string): void; // how many are not saved yet, and what the record says of it, if it says anything
}

export class Outbox {
  private readonly queue: Letter[] = [];
  private busy = false;
  private pause = 1000; // milliseconds
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: string,
    private readonly answers: Answers,
  ) {
    addEventListener('online', () => this.send());
  }

  get waiting(): number {
    return this.queue.length;
  }

  holds(act: string): boolean {
    return this.queue.some((l) => l.act === act && act !== '');
  }

  push(letter: Letter): void {
    // One decision of an act replaces another that has not been sent.
    const at = this.queue.findIndex((l, i) => l.act === letter.act && letter.act !== '' && !(this.busy && i === 0));
    if (at < 0) this.queue.push(letter);
    else this.queue[at] = letter;
    this.send();
  }

  private send(): void {
    clearTimeout(this.timer);
    if (!this.busy) void this.next();
  }

  private async next(): Promise<void> {
    const letter = this.queue[0];
    if (!letter) return;
    this.busy = true;
    let answer: Response;
    let body: Outcome;
    try {
      answer = await fetch(this.url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(letter.values),
      });
      body = (await answer.json()) as Outcome;
    } catch {
      return this.again();
    }
    // A record that is locked for a moment answers 503, a server that is
    // stopping answers anything from 500 on: neither is a decision.
    if (answer.status >= 500) return this.again(body.title);
    this.queue.shift();
    this.busy = false;
    this.pause = 1000;
    if (answer.ok) {
      const seq = body.changes[0]?.seq;
      for (const later of this.queue) {
        if (later.act === letter.act && letter.act !== '' && seq !== undefined) later.values['seq'] = [String(seq)];
      }
      this.answers.saved(letter, body);
    } else if (answer.status === 409 && body.conflict) {
      this.answers.conflict(letter, body);
    } else {
      this.answers.refused(letter, body.title ?? String(answer.status));
    }
    this.answers.waiting(0, '');
    void this.next();
  }

  private again(why = ''): void {
    this.busy = false;
    this.answers.waiting(this.queue.length, why);
    this.timer = setTimeout(() => void this.next(), this.pause);
    this.pause = Math.min(30_000, this.pause * 2);
  }
}
