import type { GuideService } from '../data/services.ts';
import type { PageVisit } from '../page.tsx';

/** schema.org GovernmentService, so that search engines can show who gives it and where. */
export function schemaOrg({ url, site }: PageVisit, service: GuideService): object {
  const { guide } = service;
  return {
    '@context': 'https://schema.org',
    '@type': 'GovernmentService',
    name: service.name.zh,
    url: `${url.origin}/services/${encodeURIComponent(service.key)}`,
    serviceOperator: {
      '@type': 'GovernmentOrganization',
      name: service.unit.name.zh,
      telephone: service.unit.phone ?? undefined,
    },
    areaServed: site.host.zh,
    audience: service.audience.map((kind) => ({
      '@type': 'Audience',
      audienceType: kind === 'person' ? '个人' : '法人',
    })),
    ...(guide && {
      availableChannel: {
        '@type': 'ServiceChannel',
        servicePhone: guide.consultPhone,
        serviceLocation: { '@type': 'Place', address: guide.place.zh },
        ...(service.online && { serviceUrl: `${url.origin}/apply/${encodeURIComponent(service.key)}` }),
      },
      offers: guide.fees.map((fee) => ({ '@type': 'Offer', description: `${fee.name.zh}：${fee.standard.zh}` })),
      mainEntity: guide.faq.map(({ question, answer }) => ({
        '@type': 'Question',
        name: question.zh,
        acceptedAnswer: { '@type': 'Answer', text: answer.zh },
      })),
    }),
  };
}
