/** A road section that is dug up: 10 m × 2 m of asphalt, 6,400 yuan. */
export const DIG = {
  roadName: '示例路',
  position: '示例路12号至20号东侧',
  purpose: '挖掘',
  surface: '沥青路面',
  length: '10',
  width: '2',
  days: '15',
} as const;

/** A pavement that is occupied for two days: 30 m × 2.5 m, 60 yuan. */
export const OCCUPY = {
  ...DIG,
  position: '示例路20号门前',
  purpose: '占用',
  surface: '人行道铺装',
  length: '30',
  width: '2.5',
  days: '2',
} as const;
