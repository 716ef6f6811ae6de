export { default } from './review-queue.tsx'
