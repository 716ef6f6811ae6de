import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { cutForBrowser } from './web/virtual.ts'

export default defineConfig({
  root: path.join(import.meta.dirname, 'web'),
  publicDir: path.join(import.meta.dirname, 'node_modules', '.cache', 'chedai-fonts'),
  plugins: [react(), cutForBrowser()],
  build: {
    outDir: path.join(import.meta.dirname, 'web', 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
          ],
        },
      },
    },
  },
})
