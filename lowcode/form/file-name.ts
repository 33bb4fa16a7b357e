/** Longest name of a file that is kept, in characters. */
const MOST = 100;
const LONGEST_ENDING = 10;

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'application/ofd': '.ofd',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'text/plain': '.txt',
};

/**
 * The name a file had with the person, made safe to show and to save: the last part of a path; no control characters,
 * no marks that turn the direction of writing or cannot be seen, none that a file system forbids; at most 100
 * characters, with its ending. `otherwise` when nothing is left. Cleaning twice changes nothing.
 */
export function cleanFileName(name: string, otherwise = '文件'): string {
  const last = name.slice(-1000).toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    // A leading dot hides a file, one at the end is lost on the way.
    .replace(/^[. ]+|[. ]+$/g, '');
  return clean === '' ? otherwise : shortened(clean);
}

/** The name with the ending of its type, where it has none. */
export function withEnding(name: string, type: string): string {
  const ending = ENDINGS[type];
  return ending === undefined || /\.[A-Za-z0-9]{2,5}$/.test(name) ? name : name + ending;
}

function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= MOST) return name;
  const dot = characters.lastIndexOf('.');
  const ending = dot > 0 && characters.length - dot <= LONGEST_ENDING ? characters.slice(dot) : [];
  return [...characters.slice(0, MOST - ending.length), ...ending].join('').replace(/[. ]+(?=\.[^.]*$)|[. ]+$/g, '');
}
