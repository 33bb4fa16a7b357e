export const API_FORMS = `query ApiForms {
  forms: apiForms { key title typeName version withdrawn read submit example statistics }
}`;
export interface ApiForm {
  readonly key: string;
  readonly title: string;
  readonly typeName: string;
  readonly version: number;
  readonly withdrawn: boolean;
  readonly read: string;
  readonly submit: string;
  readonly example: string;
  readonly statistics: string;
}
export interface ApiFormsAnswer {
  readonly forms: readonly ApiForm[];
}
