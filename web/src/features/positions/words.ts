export const gone = 'This position is no longer open.';
