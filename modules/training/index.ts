export { certificatePath } from './certificate.ts'
export { certificatesOf, certificatesOfPeople, type LiveCertificate } from './usecases/certificates-of.ts'
