/** Styles a room brings along; the bundler takes them. */
declare module '*.css';
