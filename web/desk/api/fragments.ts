/** Selections that several documents share; put into them as text, once each. */
export const unit = 'unit { code name { zh } }';
export const due = 'due { date note daysLeft level }';
export const dueWhy = 'due { date note daysLeft level counted { date reason number } }';
export const timeline = 'timeline { ordinal at on text detail actor event }';
export const chart = 'chart { nodes { key label who column row kind status } edges { from to kind } }';
export const pageInfo = 'pageInfo { hasNextPage endCursor }';
export const licenceLine = `id identifier number typeName { zh } state issuer { code name { zh } } holderName
  validFrom validTo`;
