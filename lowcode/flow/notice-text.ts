import { piecesOf, type TextPiece } from '../document/template-text.ts';
import { answerText, type Names } from '../form/answer-text.ts';
import type { Answer, Answers, Field, FormDefinition } from '../form/definition.ts';
import { fieldsOf } from '../form/walk.ts';
import type { Text } from '../text.ts';
import type { Language } from '../words.ts';
import { isNoticeFact, type NoticeFacts } from './notice-facts.ts';

/** What a notice is written from: facts in the language of the text, answers that are not personal. */
export interface NoticeSource {
  readonly facts: (language: Language) => NoticeFacts;
  readonly form: FormDefinition;
  readonly answers: Answers;
  readonly names?: Names;
}

const EMPTY = { zh: '（未填写）', en: '(not given)' } as const;

/** The words of a notice, its places filled in; never throws, whatever the definition says. English where somebody wrote it. */
export function noticeText(text: Text, source: NoticeSource): Text {
  const zh = written(text.zh, source, 'zh');
  return text.en ? { zh, en: written(text.en, source, 'en') } : { zh };
}

function written(text: string, { facts, form, answers, names = {} }: NoticeSource, language: Language): string {
  const known = facts(language);
  const fields = fieldsByKey(form);
  const wordsOf = ({ kind, name }: Exclude<TextPiece, { kind: 'words' }>): string => {
    if (kind === 'fact') return isNoticeFact(name) ? (known[name] ?? '') : '';
    if (name === 'number') return known.number ?? '';
    const field = fields.get(name);
    return field ? answerText(field, (answers[name] ?? null) as Answer, false, { language, names }) : '';
  };
  const pieces = piecesOf(text).map((piece) => ({
    optional: piece.optional,
    words: piece.kind === 'words' ? piece.words : wordsOf(piece),
  }));
  const left = new Set(pieces.flatMap(({ optional, words }) => (optional !== null && words === '' ? [optional] : [])));
  return pieces
    .flatMap(({ optional, words }) => (optional !== null && left.has(optional) ? [] : [words || EMPTY[language]]))
    .join('');
}

/** The fields that a notice names: outside groups, since it speaks of the whole case. */
export function fieldsByKey(form: FormDefinition): ReadonlyMap<string, Field> {
  return new Map(fieldsOf(form).flatMap(({ field, group }) => (group === null ? [[field.key, field] as const] : [])));
}

/** Keys of the answers that a notice names. */
export function answersNamed({ zh, en = '' }: Text): readonly string[] {
  return [zh, en].flatMap(piecesOf).flatMap((piece) => (piece.kind === 'answer' ? [piece.name] : []));
}
