export { default } from './funding.tsx'
