// Full-width letters, digits and signs as their half-width twins: １２．５ is 12.5, （ is (.

const wide = /[\u3000\uff01-\uff5e\u2212\u2010-\u2015\u00a0\u202f]/;
const wideAll = new RegExp(wide.source, 'g');

/** Half-width and trimmed. Dashes and the minus sign become a hyphen; letters of Japanese stay. */
export function foldWidth(text: string): string {
  if (!wide.test(text)) return text.trim();
  return text.replace(wideAll, fold).trim();
}

function fold(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xff01) return String.fromCharCode(code - 0xfee0);
  return code === 0x2212 || (code >= 0x2010 && code <= 0x2015) ? '-' : ' ';
}
