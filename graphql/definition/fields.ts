import type { RootField } from '../later.ts';
import * as packages from '../package/model.ts';
import { dryRun } from './dry-run.ts';
import * as editing from './editing.ts';
import { definitionDiff, definitionParts, definitionVersions } from './history.ts';
import * as definitions from './model.ts';
import * as review from './review.ts';

/** What those who assemble definitions (事项配置员) ask and do: a fifth of the code, read when the first of them comes. */
export const fields = {
  definitions: definitions.definitionList,
  definition: definitions.definitionByKey,
  checkDefinition: definitions.problemsOf,
  editingCopy: editing.editingCopy,
  checkTogether: review.problemsTogether,
  definitionsInReview: review.definitionsInReview,
  definitionsInPilot: review.definitionsInPilot,
  definitionVersions,
  definitionDiff,
  definitionParts,
  dryRun,
  packages: packages.packageList,
  packageFiles: packages.packageFiles,
  packageDiff: packages.packageDiff,
  draftDefinition: definitions.draftNew,
  reviseDefinition: definitions.revise,
  publishDefinition: definitions.publish,
  submitForReview: review.submitParts,
  publishTogether: review.publishParts,
  returnToDrafter: review.returnParts,
  beginPilot: review.pilotParts,
  endPilot: review.endPilotParts,
  withdrawDefinition: definitions.withdraw,
  keepEditingCopy: editing.keepEditingCopy,
  dropEditingCopy: editing.dropEditingCopy,
  attendDefinition: editing.attend,
  leaveDefinition: editing.leave,
  importPackage: packages.importFiles,
} satisfies Readonly<Record<string, RootField>>;
