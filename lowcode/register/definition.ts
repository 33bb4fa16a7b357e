import type { Text } from '../text.ts';
import type { Condition, Grouping, Measure, Order } from './question.ts';

/** A register (台账) over the cases of a form: a list with totals, or a cross-table. Stored whole in its events. */
export interface RegisterDefinition {
  readonly name: Text;
  readonly note?: Text;
  /** Key of the form; empty while none is chosen. */
  readonly form: string;
  readonly kind: 'list' | 'cross';
  readonly filters?: readonly Condition[];
  /** Of a list: ids of its columns, in order; personal ones are shown to who may open the case. */
  readonly columns?: readonly string[];
  readonly sort?: readonly Order[];
  /** Of a list: by what rows stand together, with a subtotal each. */
  readonly group?: Grouping;
  readonly totals?: readonly Measure[];
  /** Of a cross-table: what stands down, what across, and what is counted in each cell. */
  readonly rows?: Grouping;
  readonly across?: Grouping;
  readonly measure?: Measure;
}
