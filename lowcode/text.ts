/** A text for people: Chinese always, English when somebody wrote it. */
export interface Text {
  readonly zh: string;
  readonly en?: string;
}
