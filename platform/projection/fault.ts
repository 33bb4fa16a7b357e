/** Called at every step boundary of a runner; tests make it throw, which is what a crash at that point looks like. */
export type Fault = (step: string) => void;

export const noFault: Fault = () => {};
