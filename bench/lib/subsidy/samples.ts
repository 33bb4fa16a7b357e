/** Answers to the form of a subsidy as plain values; each peer gets them in its own form. */
export type Sample = Readonly<Record<string, unknown>>;

const CROPS = ['rice', 'wheat', 'corn'] as const;

/** Ten plots (or as many as asked) whose areas are halves, so that doubles add them exactly. */
function plotsOf(count: number): readonly Sample[] {
  return Array.from({ length: count }, (_, i) => ({
    crop: CROPS[i % 3],
    length: 20 + i / 2,
    width: 8 + (i % 4),
    irrigated: i % 2 === 0,
  }));
}

export function sampleOf(rows: number): Sample {
  return {
    ...{ kind: 'person', name: '王小明', idNo: '11010519491231002X', phone: '13900000000', contact: '王小明' },
    ...{ address: '湖南省衡阳市衡山县开云镇人民路1号', postcode: '421300', year: 2026 },
    ...{ startDate: '2026-03-01', endDate: '2026-11-30', ownLand: false, leaseNo: '开云转2026-012' },
    plots: plotsOf(rows),
    ...{ insured: true, insuredArea: 400, bank: '衡山农村商业银行', card: '6222021000000000012' },
    remark: '共十块地，均在开云镇金龙村。',
  };
}

const whole = sampleOf(10);
const without = (key: string): Sample => Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key));
const plot = (change: Sample): Sample => ({
  ...whole,
  plots: (whole.plots as readonly Sample[]).map((each, i) => (i === 3 ? { ...each, ...change } : each)),
});

/** What all must accept or refuse alike; the first is what is timed. */
export const samples: readonly { readonly name: string; readonly sample: Sample; readonly valid: boolean }[] = [
  { name: 'a complete application', sample: whole, valid: true },
  {
    name: 'not insured, so without an area for it',
    sample: { ...without('insuredArea'), insured: false },
    valid: true,
  },
  { name: 'own land, so without a contract', sample: { ...without('leaseNo'), ownLand: true }, valid: true },
  {
    name: 'a company',
    sample: { ...without('name'), kind: 'company', orgName: '衡山县农业公司', orgCode: '91330100799655058B' },
    valid: true,
  },
  { name: 'without a name', sample: without('name'), valid: false },
  { name: 'a company without a code', sample: { ...whole, kind: 'company', orgName: '衡山县农业公司' }, valid: false },
  { name: 'leased land without a contract', sample: without('leaseNo'), valid: false },
  { name: 'a wrong telephone number', sample: { ...whole, phone: '12345' }, valid: false },
  { name: 'a short identity number', sample: { ...whole, idNo: '110105' }, valid: false },
  { name: 'a year out of bounds', sample: { ...whole, year: 1999 }, valid: false },
  { name: 'an end before its beginning', sample: { ...whole, endDate: '2026-02-01' }, valid: false },
  { name: 'more insured than there is', sample: { ...whole, insuredArea: 99_999 }, valid: false },
  { name: 'a plot without a crop', sample: plot({ crop: undefined }), valid: false },
  { name: 'a plot wider than long', sample: plot({ width: 99 }), valid: false },
  { name: 'a plot of no length', sample: plot({ length: 0 }), valid: false },
  { name: 'no plots', sample: { ...whole, plots: [] }, valid: false },
];
