import { useState } from 'react';
import type { ApplicantInput, Draft, FilingService, Receipt } from '../api/filing.ts';
import { Screen } from '../ui/Screen.tsx';
import { ChooseService } from './ChooseService.tsx';
import { FillForm } from './FillForm.tsx';
import { ReceiptCard } from './ReceiptCard.tsx';
import { WhoApplies } from './WhoApplies.tsx';

type Step =
  | { readonly at: 'service' }
  | { readonly at: 'applicant'; readonly service: FilingService; readonly applicant?: ApplicantInput }
  | { readonly at: 'form'; readonly service: FilingService; readonly draft: Draft; readonly applicant: ApplicantInput }
  | { readonly at: 'receipt'; readonly receipt: Receipt; readonly applicant: ApplicantInput };

const STEPS = ['选事项', '申请人', '填申请表', '收件回执'] as const;

/** A walk-in case at the window, for another person: which item, who applies, the form, the receipt. */
export function FilingScreen() {
  const [step, setStep] = useState<Step>({ at: 'service' });
  const number = { service: 0, applicant: 1, form: 2, receipt: 3 }[step.at];
  return (
    <Screen title="窗口收件" sub="为到窗口的申请人录入并提交申请。">
      <ol className="steps" aria-label="步骤">
        {STEPS.map((name, index) => (
          <li
            key={name}
            aria-current={index === number ? 'step' : undefined}
            className={index < number ? 'step-done' : ''}
          >
            <span className="step-number" aria-hidden="true">
              {index < number ? '✓' : index + 1}
            </span>
            {name}
          </li>
        ))}
      </ol>
      {step.at === 'service' && <ChooseService choose={(service) => setStep({ at: 'applicant', service })} />}
      {step.at === 'applicant' && (
        <WhoApplies
          service={step.service}
          typed={step.applicant}
          back={() => setStep({ at: 'service' })}
          begin={(draft, applicant) => setStep({ at: 'form', service: step.service, draft, applicant })}
        />
      )}
      {step.at === 'form' && (
        <FillForm
          draft={step.draft}
          applicant={step.applicant}
          change={() => setStep({ at: 'applicant', service: step.service, applicant: step.applicant })}
          done={(receipt) => setStep({ at: 'receipt', receipt, applicant: step.applicant })}
        />
      )}
      {step.at === 'receipt' && (
        <ReceiptCard receipt={step.receipt} applicant={step.applicant} again={() => setStep({ at: 'service' })} />
      )}
    </Screen>
  );
}
