import { boolean, integer, list, object, oneOf, type Shape, string, tagged, text } from '../definition/shape.ts';
import { rule } from '../rule/shape.ts';

const key = string(60);
const words = string(2000);
const cell = object({ text: words }, { span: integer(1, 12), down: integer(1, 40), label: boolean });
const row = object({ cells: list(cell, 12) }, { height: integer(5, 260) });
const block = tagged(
  'kind',
  new Map([
    [
      'text',
      object(
        { kind: oneOf(['text']), text: words },
        { align: oneOf(['indent', 'start', 'centre', 'end']), when: rule },
      ),
    ],
    ['list', object({ kind: oneOf(['list']), of: oneOf(['defects', 'grounds', 'materials']) })],
    ['sheet', object({ kind: oneOf(['sheet']), columns: list(integer(1, 100), 12), rows: list(row, 80) })],
    ['rows', object({ kind: oneOf(['rows']), group: key, fields: list(key, 12) }, { least: integer(0, 40) })],
    ['sign', object({ kind: oneOf(['sign']) })],
  ]),
);

/** A document template as JSON. Whether it fits the form is for `checkDocument`. */
export const documentTemplate: Shape = object(
  {
    key,
    title: text,
    occasion: oneOf(['application', 'supplement', 'acceptance', 'suspension', 'notAccepted', 'granted', 'refused']),
    blocks: list(block, 60),
  },
  { numbering: object({ pattern: string(60) }, { digits: integer(1, 8) }) },
);
