import type { Tone } from "./states";

export const Badge = ({ of }: { of: { words: string; tone: Tone } }) => <span class={`badge ${of.tone}`}>{of.words}</span>;
