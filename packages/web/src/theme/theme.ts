import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';

/** Ten steps around the accent. The shown colours come from the resolver below. */
const ink: MantineColorsTuple = [
  '#eceefb',
  '#dfe2f8',
  '#bfc5f0',
  '#9aa3e6',
  '#7d87db',
  '#5f6bd0',
  '#4350c4',
  '#3843ab',
  '#2f3992',
  '#252d75',
];

/** Mantine, dressed in the tokens of tokens.css. */
export const theme: MantineThemeOverride = createTheme({
  fontFamily: 'var(--sp-font-ui)',
  fontFamilyMonospace: 'var(--sp-font-mono)',
  primaryColor: 'ink',
  primaryShade: { light: 6, dark: 6 },
  colors: { ink },
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '16px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { sm: '4px', md: '6px', lg: '10px' },
  defaultRadius: 'md',
  cursorType: 'default',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Menu: {
      defaultProps: {
        radius: 'lg',
        shadow: 'none',
        transitionProps: { duration: 140 },
        // The first entry has the focus, and not an element of no meaning that no menu may hold.
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { radius: 'lg', shadow: 'none', transitionProps: { duration: 140 } } },
    Tooltip: { defaultProps: { openDelay: 400 } },
    Modal: {
      defaultProps: {
        radius: 'lg',
        overlayProps: { backgroundOpacity: 1, color: 'var(--sp-scrim)' },
      },
    },
  },
});

const variables = {
  '--mantine-color-body': 'var(--sp-panel)',
  '--mantine-color-text': 'var(--sp-text-1)',
  '--mantine-color-dimmed': 'var(--sp-text-2)',
  '--mantine-color-placeholder': 'var(--sp-text-3)',
  '--mantine-color-anchor': 'var(--sp-accent-text)',
  '--mantine-color-default': 'var(--sp-panel)',
  '--mantine-color-default-color': 'var(--sp-text-1)',
  '--mantine-color-default-hover': 'var(--sp-hover)',
  '--mantine-color-default-border': 'var(--sp-line-3)',
  '--mantine-color-error': 'var(--sp-danger)',
  '--mantine-color-disabled': 'var(--sp-chrome)',
  '--mantine-color-disabled-color': 'var(--sp-text-disabled)',
  '--mantine-primary-color-filled': 'var(--sp-accent)',
  '--mantine-primary-color-filled-hover': 'var(--sp-accent-hover)',
  '--mantine-primary-color-light': 'var(--sp-accent-tint)',
  '--mantine-primary-color-light-color': 'var(--sp-accent-text)',
  '--mantine-color-ink-filled': 'var(--sp-accent)',
  '--mantine-color-ink-filled-hover': 'var(--sp-accent-hover)',
  '--mantine-color-ink-light': 'var(--sp-accent-tint)',
  '--mantine-color-ink-light-color': 'var(--sp-accent-text)',
};

/** Gives Mantine's variables our tokens; the same in both schemes, as the tokens themselves switch. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: variables,
  dark: variables,
});
