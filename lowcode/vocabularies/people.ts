import { type Vocabularies, w } from './vocabulary.ts';

/** Who acts, and where they belong. */
export const peopleWords = {
  viewerKind: { person: w('个人', 'Person'), company: w('法人', 'Organisation'), staff: w('工作人员', 'Staff') },
  role: {
    citizen: w('个人', 'Citizen'),
    company: w('法人', 'Company'),
    agent: w('代办员', 'Agent'),
    window: w('窗口人员', 'Front desk'),
    clerk: w('经办人', 'Case officer'),
    approver: w('审核人', 'Approver'),
    head: w('签批人', 'Signatory'),
    village: w('村（社区）代办点', 'Village station'),
    designer: w('事项配置员', 'Designer'),
    operator: w('热线话务员', 'Hotline operator'),
    handler: w('工单承办人', 'Ticket handler'),
    editor: w('信息编辑', 'Editor'),
    officer: w('数据专员', 'Data officer'),
    supervisor: w('监察员', 'Supervisor'),
    evaluator: w('评估员', 'Evaluator'),
    admin: w('系统管理员', 'Administrator'),
  },
  unitLevel: {
    city: w('市级', 'City'),
    county: w('县级', 'County'),
    town: w('乡镇（街道）', 'Town'),
    village: w('村（社区）', 'Village'),
  },
  unitKind: {
    government: w('人民政府', 'Government'),
    department: w('部门', 'Department'),
    centre: w('政务服务中心', 'Service centre'),
    hotline: w('热线中心', 'Hotline'),
    station: w('便民服务站点', 'Service station'),
    utility: w('公用企事业单位', 'Utility'),
  },
} as const satisfies Vocabularies;
