import { command, query } from '#platform/operation'
import { api } from './api.ts'
import { addCertificateKind } from './usecases/add-certificate-kind.ts'
import { changeCertificateKind } from './usecases/change-certificate-kind.ts'
import { issueCertificate } from './usecases/issue-certificate.ts'
import { listCertificateKinds } from './usecases/list-certificate-kinds.ts'
import { listCertificates } from './usecases/list-certificates.ts'
import { revokeCertificate } from './usecases/revoke-certificate.ts'

export const routes = {
  listCertificateKinds: query(api.listCertificateKinds, listCertificateKinds),
  addCertificateKind: command(api.addCertificateKind, addCertificateKind),
  changeCertificateKind: command(api.changeCertificateKind, changeCertificateKind),
  listCertificates: query(api.listCertificates, listCertificates),
  issueCertificate: command(api.issueCertificate, issueCertificate),
  revokeCertificate: command(api.revokeCertificate, revokeCertificate),
}
