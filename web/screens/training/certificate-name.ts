import { useQuery } from '@tanstack/react-query'
import { api } from '../../client.ts'
import { useSettings } from '../../settings.tsx'

/** The name of a certificate by its code; the code until it is known. */
export function useCertificateName(): (code: string) => string {
  const { language } = useSettings()
  const kinds = useQuery(api.training.listCertificateKinds.queryOptions({ staleTime: 60_000 }))
  return code => {
    const kind = kinds.data?.find(one => one.code === code)
    return kind ? (language === 'zh' ? kind.name : kind.nameEn) : code
  }
}
