export type LightColour = 'green' | 'amber' | 'red' | 'unknown';

const fills: Record<LightColour, string> = {
  green: 'fill-gain',
  amber: 'fill-warn',
  red: 'fill-loss',
  unknown: 'fill-dim',
};

/** One status light. Colour never speaks alone: the shape differs and the words stand beside it. */
export function Light({ colour, name, words }: { colour: LightColour; name: string; words: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-xs" data-light={name} data-colour={colour}>
      <svg viewBox="0 0 10 10" className={`size-2.5 ${fills[colour]}`} aria-hidden="true">
        {colour === 'green' ? <circle cx="5" cy="5" r="5" /> : null}
        {colour === 'amber' ? <path d="M5 0 10 10H0z" /> : null}
        {colour === 'red' || colour === 'unknown' ? <rect width="10" height="10" /> : null}
      </svg>
      <span className="text-dim">{name}</span>
      <span>{words}</span>
    </span>
  );
}
