/** What UTF-16 looks like once it was read as UTF-8: a broken byte order mark, and a NUL beside each ASCII letter. */
const READ_AS_UTF8 = /^(?:\uFFFD\uFFFD|[\t-~]\0[\t-~]\0|\0[\t-~]\0[\t-~])/;

export const UTF16_MESSAGE =
  "This file is UTF-16, as `>` of Windows PowerShell writes it; PostgreSQL and Prisma read UTF-8. Save it as UTF-8.";

/** Whether a text is that of a UTF-16 file, of which nothing else can be said. */
export function isUtf16(text: string): boolean {
  return READ_AS_UTF8.test(text);
}
