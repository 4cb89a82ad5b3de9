/** The phrases of a text that separates them by commas and line ends: long lists stay readable, and short. */
export function listOf(text: string): readonly string[] {
  return text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "");
}
