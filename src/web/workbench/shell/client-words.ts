/** Browser and system in two words, where the header tells them. */
export function clientWords(agent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)[a-z]*\/(\d+)/i.exec(agent);
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|HarmonyOS|Linux)/.exec(agent)?.[1];
  if (!browser) return agent.slice(0, 60);
  const name = browser[1] === 'Edg' ? 'Edge' : browser[1];
  return [`${name} ${browser[2]}`, system].filter(Boolean).join(' · ');
}
