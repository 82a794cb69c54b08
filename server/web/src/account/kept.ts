// What this browser keeps for a person: no secrets, and nothing that anybody must be
// able to rely on. A browser that keeps nothing loses a convenience.
const key = (name: string) => `makewhole.${name}`;

function quietly<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise; // storage is full, or switched off
  }
}

export const kept = {
  key,
  read: (name: string) => quietly(() => localStorage.getItem(key(name)), null),
  write: (name: string, value: string) => quietly(() => localStorage.setItem(key(name), value), undefined),
  drop: (name: string) => quietly(() => localStorage.removeItem(key(name)), undefined),
  names: () => quietly(() => Object.keys(localStorage), []).flatMap((k) => (k.startsWith(key("")) ? [k.slice(key("").length)] : [])),
};
