/** The list that everybody is asked for: six fields of twenty applications. */
export const QUERY = `query Cases($filter: CaseFilter, $after: String) {
  cases(queue: all, filter: $filter, first: 20, after: $after) {
    edges { cursor node { number service { name { zh } } unit { name { zh } } state submittedOn acceptBy } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** As much of our schema as the operation needs, for the peers. */
export const SCHEMA = `
  scalar Date
  enum CaseQueue { todo open all closed overdue }
  enum CaseState { received accepted granted }
  input CaseFilter { service: ID }
  type Query { cases(queue: CaseQueue = todo, filter: CaseFilter, first: Int = 20, after: String): CaseConnection! }
  type CaseConnection { edges: [CaseEdge!]! pageInfo: PageInfo! }
  type CaseEdge { cursor: String! node: Case! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Case { number: String! service: Service! unit: Unit! state: CaseState! submittedOn: Date! acceptBy: Date }
  type Service { name: Text! }
  type Unit { name: Text! }
  type Text { zh: String! en: String }
`;
