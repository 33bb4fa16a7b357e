/** The roles that a stage of a flow can be given to, or a signature asked of. */
export const STAGE_ROLES = ['clerk', 'approver', 'head', 'village', 'handler', 'supervisor', 'officer'] as const;

export type StageRole = (typeof STAGE_ROLES)[number];
