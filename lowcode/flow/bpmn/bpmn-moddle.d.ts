declare module 'bpmn-moddle' {
  /** Reads and writes BPMN 2.0 as modelers do. */
  export class BpmnModdle {
    fromXML(xml: string): Promise<{
      readonly rootElement: object;
      readonly elementsById: object;
      readonly warnings: readonly { readonly message: string }[];
    }>;
  }
}
