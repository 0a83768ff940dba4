// The symbols of proposed findings, as the page draws them: shape and fill
// differ, so that none is told apart by colour alone.

type Ink = (name: string) => string;

/** Furthest last: later symbols lie on top. */
export const shapes = ['outside', 'excepted', 'undetermined', 'alleged', 'violation'];

const size = 32; // pixels, at a ratio of 2

function paint(draw: (c: CanvasRenderingContext2D) => void, side = size): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const c = canvas.getContext('2d');
  if (!c) throw new Error('this browser draws no canvas');
  draw(c);
  return c.getImageData(0, 0, side, side);
}

const outlines: Record<string, string> = {
  violation: 'M0-6.5 6.8 5.5H-6.8Z',
  alleged: 'M0-5.6 5.9 4.8H-5.9Z',
  undetermined: 'M0-6.2 6.2 0 0 6.2-6.2 0Z',
  excepted: 'M-4.6-4.6H4.6V4.6H-4.6Z',
  outside: 'M3.4 0A3.4 3.4 0 1 1-3.4 0 3.4 3.4 0 1 1 3.4 0Z',
};

/** The images that the map's style names. */
export function images(ink: Ink): [string, ImageData][] {
  const out: [string, ImageData][] = shapes.map((name) => [
    name,
    paint((c) => {
      c.translate(size / 2, size / 2);
      c.scale(2, 2);
      const path = new Path2D(outlines[name]);
      c.lineJoin = 'round';
      c.strokeStyle = ink('paper');
      c.lineWidth = 3.2;
      c.stroke(path);
      c.fillStyle = name === 'violation' || name === 'outside' ? ink(name) : ink('paper');
      c.fill(path);
      c.strokeStyle = ink(name);
      c.lineWidth = name === 'violation' ? 0.6 : 1.8;
      c.stroke(path);
    }),
  ]);
  out.push([
    'hatch',
    paint((c) => {
      c.strokeStyle = ink('area');
      c.globalAlpha = 0.55;
      c.lineWidth = 1.6;
      // Three strokes, so that the pattern meets itself at the corners.
      for (const shift of [-16, 0, 16]) {
        c.moveTo(shift - 2, 18);
        c.lineTo(shift + 18, -2);
      }
      c.stroke();
    }, 16),
  ]);
  return out;
}
