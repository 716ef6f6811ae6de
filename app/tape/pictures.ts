import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { BarChart, HeatmapChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, VisualMapComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { shareText } from '#lib/share'
import { aging, apart, flow, roll, vintage } from '#risk'
import type { House } from '../house.ts'

use([BarChart, LineChart, HeatmapChart, GridComponent, LegendComponent, VisualMapComponent, SVGRenderer])

/** The pictures of a book that its page shows, as files beside it. */
export type Picture = { file: string; title: string }

const bucketColours = ['#8fb4ef', '#f2d48a', '#e8b04a', '#dd8a2e', '#cf6526', '#bd4326', '#a32a2a', '#6f1a2b']
/** A cohort of fewer loans says nothing: one of them in arrears would stand above all others. */
const fewest = 30
const percent = (share: string | null) => (share === null ? 0 : Math.round(Number(share) * 1e4) / 100)

/** Draws the risk pictures of the book as it stands, from the same figures that the screens show. */
export async function drawPictures(house: House, folder: string): Promise<Picture[]> {
  const asked = { bucket: 'M2', ever: true, grain: 'quarter' as const, by: 'dealer' as const }
  const fan = await house.system('tape.pictures', ctx => vintage(ctx, asked))
  const matrix = await house.system('tape.pictures', ctx => roll(ctx, { ...asked, months: 24 }))
  const months = await house.system('tape.pictures', ctx => flow(ctx, { ...asked, months: 46 }))
  const now = await house.system('tape.pictures', ctx => aging(ctx, {}))
  mkdirSync(folder, { recursive: true })
  const draw = (name: string, title: string, height: number, option: object): Picture => {
    const chart = init(null, null, { renderer: 'svg', ssr: true, width: 960, height })
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: 'sans-serif' },
      ...option,
    })
    writeFileSync(path.join(folder, `${name}.svg`), chart.renderToSVGString())
    chart.dispose()
    return { file: `${path.basename(folder)}/${name}.svg`, title }
  }
  const cohorts = fan.cohorts.filter(cohort => cohort.loans >= fewest && cohort.curve.length > 1)
  const left = fan.cohorts.filter(cohort => cohort.loans < fewest).map(cohort => `${cohort.cohort} (${cohort.loans})`)
  const rows = matrix.buckets.map(bucket => bucket.name)
  const shares = months.months.map(month => {
    const own = months.cells.filter(cell => cell.x === month)
    return rows.map(name => percent(own.find(cell => cell.y === name)?.share ?? null))
  })
  const thousands = now.byBucket.slice(1).map(({ balance }) => shareText(balance, 100_000n))
  return [
    draw(
      'vintage',
      `Vintage by quarter of origination: ever ${fan.bucket}+ (over 30 days), share of the balance taken over${left.length > 0 ? `; without ${left.join(', ')}, fewer than ${fewest} loans` : ''}`,
      420,
      fanOf(cohorts),
    ),
    draw(
      'roll',
      `Roll rates ${matrix.from} to ${matrix.to}, by balance: rows before, columns a month later, percent`,
      360,
      {
        grid: { left: 56, right: 16, top: 40, bottom: 12 },
        xAxis: {
          type: 'category',
          position: 'top',
          data: matrix.places,
          axisLine: { show: false },
          axisTick: { show: false },
        },
        yAxis: { type: 'category', inverse: true, data: rows, axisLine: { show: false }, axisTick: { show: false } },
        // The colours are the picture's own; without this a heat map is refused.
        visualMap: { show: false, min: 0, max: 100, dimension: 2, inRange: { opacity: [1, 1] } },
        series: [
          {
            type: 'heatmap',
            label: { show: true, formatter: ({ value }: { value: number[] }) => value[2]!.toFixed(1) },
            itemStyle: { borderColor: '#ffffff', borderWidth: 2 },
            data: matrix.cells.map(cell => {
              const [across, down] = [matrix.places.indexOf(cell.y), rows.indexOf(cell.x)]
              const share = percent(cell.shareByBalance)
              const worse = cell.y === 'written-off' || (across > down && across < rows.length)
              // Told apart by all eyes, as on the screen.
              const hue = worse ? '213,94,0' : across === down ? '70,82,104' : '0,114,178'
              const strength = 0.08 + 0.0072 * share
              return {
                value: [across, down, share],
                itemStyle: { color: `rgba(${hue},${strength.toFixed(2)})` },
                label: { color: strength > 0.7 && !worse ? '#ffffff' : '#22304a' },
              }
            }),
          },
        ],
      },
    ),
    draw('flow', 'Overdue buckets at each month’s end, share of the balance', 340, {
      grid: { left: 56, right: 32, top: 40, bottom: 32 },
      legend: { top: 4 },
      xAxis: { type: 'category', data: months.months },
      yAxis: { type: 'value', axisLabel: { formatter: '{value} %' } },
      series: rows.slice(1).map((name, index) => ({
        type: 'bar',
        stack: 'all',
        name,
        color: bucketColours[index + 1],
        data: shares.map(row => row[index + 1]),
      })),
    }),
    draw('aging', `What was overdue on ${now.day}, thousand`, 280, {
      grid: { left: 56, right: 16, top: 28, bottom: 32 },
      xAxis: { type: 'category', data: rows.slice(1) },
      yAxis: { type: 'value' },
      series: [
        {
          type: 'bar',
          barMaxWidth: 60,
          label: { show: true, position: 'top', formatter: ({ value }: { value: number }) => value.toFixed(1) },
          data: thousands.map((value, index) => ({
            value: Number(Number(value).toFixed(1)),
            itemStyle: { color: bucketColours[index + 1] },
          })),
        },
      ],
    }),
  ]
}

type Cohorts = Awaited<ReturnType<typeof vintage>>['cohorts']

/** A curve a cohort. Names stand in a column beside the picture, each at the end of a dotted line from where its curve ends: at the end itself they would lie on other curves. */
export function fanOf(cohorts: Cohorts) {
  const ages = cohorts.flatMap(cohort => cohort.curve.map(point => point.age))
  const ends = cohorts.map(cohort => percent(cohort.curve.at(-1)!.shareByBalance))
  const most = Math.max(0, ...cohorts.flatMap(cohort => cohort.curve.map(point => percent(point.shareByBalance))))
  const top = Math.max(5, Math.ceil(most / 5) * 5)
  const first = Math.min(...ages)
  const edge = Math.ceil((Math.max(...ages) + 1) / 5) * 5
  const heights = apart(ends, top, 360)
  const shade = (index: number) => `hsl(215, 65%, ${Math.round(74 - (50 * index) / Math.max(1, cohorts.length - 1))}%)`
  return {
    grid: { left: 56, right: 150, top: 16, bottom: 44 },
    xAxis: {
      type: 'value',
      name: 'months on book',
      nameLocation: 'middle',
      nameGap: 28,
      minInterval: 5,
      min: first,
      max: edge,
      splitLine: { show: false },
    },
    yAxis: { type: 'value', min: 0, max: top, axisLabel: { formatter: '{value} %' } },
    series: [
      ...cohorts.map((cohort, index) => ({
        type: 'line',
        showSymbol: false,
        color: shade(index),
        data: cohort.curve.map(point => [point.age, percent(point.shareByBalance)]),
      })),
      ...cohorts.map((cohort, index) => ({
        type: 'line',
        clip: false,
        color: shade(index),
        lineStyle: { width: 1, type: [1, 4] },
        symbol: 'circle',
        symbolSize: 5,
        data: [
          [cohort.curve.at(-1)!.age, ends[index]!],
          // Level up to the names: a line that climbed all the way would read as a forecast.
          { value: [edge - 1.5, ends[index]!], symbolSize: 1 },
          {
            value: [edge, heights[index]!],
            symbolSize: 1,
            label: {
              show: true,
              position: 'right',
              distance: 6,
              fontSize: 12,
              color: '#22304a',
              formatter: `${cohort.cohort} · ${ends[index]!.toFixed(1)} %`,
            },
          },
        ],
      })),
    ],
  }
}
