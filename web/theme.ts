import { type ThemeConfig, theme } from 'antd'

/** What names the page one is on, in the navigation: the house's blue, light enough for the ground it stands on. */
export const activeOf = (dark: boolean) => (dark ? '#8fb5f7' : '#1456c0')

/** Whether whoever looks has asked their system for stillness: nothing zooms, slides or fades then. */
export const isStill = () => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false

/** The house's tokens on Ant Design; risk colours mean only risk. */
export function themeOf(dark: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      motion: !isStill(),
      colorPrimary: dark ? '#4d86e8' : '#1456c0',
      colorSuccess: dark ? '#49aa78' : '#1f7a49',
      colorWarning: dark ? '#d99a26' : '#8f5d00',
      colorError: dark ? '#e5605c' : '#c93a3a',
      colorLink: dark ? '#6c9df0' : '#1456c0',
      colorInfo: dark ? '#4d86e8' : '#1456c0',
      borderRadius: 8,
      fontSize: 13,
      fontFamily: '"Noto Sans SC Web", "PingFang SC", "Microsoft YaHei", sans-serif',
      ...(dark
        ? { colorTextSecondary: '#aeb7c6', colorTextDescription: '#aeb7c6' }
        : {
            colorBgLayout: '#f4f6f9',
            colorText: '#22304a',
            colorTextHeading: '#14213a',
            colorTextSecondary: '#5d6980',
            colorTextDescription: '#5d6980',
            colorBorderSecondary: '#e8ecf2',
            // What antd derives from so dark a green and brown is grey.
            colorSuccessBg: '#eaf6ef',
            colorSuccessBorder: '#a5d6bb',
            colorWarningBg: '#fff7e6',
            colorWarningBorder: '#f0cf8e',
          }),
      controlHeight: 32,
      // A placeholder is read before anything is typed: it needs the contrast of text.
      colorTextPlaceholder: dark ? '#9aa4b5' : '#667085',
    },
    components: {
      Layout: {
        headerBg: dark ? '#141414' : '#ffffff',
        siderBg: dark ? '#141414' : '#ffffff',
        headerHeight: 52,
        headerPadding: '0 20px',
      },
      Menu: {
        ...(dark ? { itemSelectedColor: activeOf(dark) } : {}),
        itemHeight: 34,
        groupTitleFontSize: 12,
        groupTitleLineHeight: 1,
        itemMarginInline: 10,
        iconSize: 15,
        activeBarBorderWidth: 0,
      },
      Table: { cellPaddingBlock: 9, cellPaddingInline: 12, headerBg: dark ? undefined : '#f8fafc' },
      Tabs: dark ? { itemSelectedColor: activeOf(dark), itemHoverColor: activeOf(dark) } : {},
      Card: { headerHeight: 44, bodyPadding: 16, headerFontSize: 14 },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      // A handle that a hand on a mouse hits at once; for thumbs the style sheet makes it larger still.
      Slider: {
        handleSize: 16,
        handleSizeHover: 18,
        controlSize: 20,
        ...(dark ? { handleColor: '#8fb5f7', trackBg: '#4d86e8', trackHoverBg: '#6c9df0', railBg: '#3a4352' } : {}),
      },
      Statistic: { contentFontSize: 22 },
    },
  }
}
