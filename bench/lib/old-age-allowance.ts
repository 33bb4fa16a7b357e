import { citizen } from './people.ts';

/** The n-th citizen's valid answers for the old-age allowance of the sample county. */
export function oldAgeAllowance(n: number) {
  return {
    applicantName: '示例老人',
    identityNumber: citizen(n).identifier.value,
    phone: citizen(n).phone,
    address: '湖南省衡山县开云镇金溪社区示例路1号',
    division: '430423100011',
    byProxy: false,
    bankCard: '6222020000000000018',
    bankName: '示例银行衡山支行',
    declaration: true,
  };
}
