/**
 * A small editor: drives the ESLint server of VS Code over stdio, as VS Code does. It holds buffers, answers
 * the server's questions about settings, asks for diagnostics and applies the edits that the server wants.
 */

import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Lines and characters (UTF-16 code units) from 0, as the protocol counts. */
export interface Position {
  line: number;
  character: number;
}

export interface EditorRange {
  start: Position;
  end: Position;
}

export interface Diagnostic {
  range: EditorRange;
  message: string;
  code?: string;
  severity?: number;
}

interface TextEdit {
  range: EditorRange;
  newText: string;
}

interface WorkspaceEdit {
  documentChanges?: { textDocument: { uri: string }; edits: TextEdit[] }[];
}

interface Command {
  command: string;
  arguments: unknown[];
}

export interface CodeAction {
  title: string;
  kind?: string;
  edit?: WorkspaceEdit;
  command?: Command;
}

/** A request, a notification or an answer. */
interface Message {
  jsonrpc: "2.0";
  id?: number | string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

interface Pending {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

interface Buffered {
  uri: string;
  languageId: string;
  version: number;
  text: string;
}

/** The settings that README tells users of VS Code to write, as the extension sends them. */
function settingsFor(folder: string): object {
  return {
    validate: "on",
    packageManager: "npm",
    useESLintClass: true,
    experimental: { useFlatConfig: false },
    workingDirectory: { mode: "location" },
    workspaceFolder: { name: "project", uri: pathToFileURL(folder).href },
    codeAction: {
      disableRuleComment: { enable: true, location: "separateLine", commentStyle: "block" },
      showDocumentation: { enable: true },
    },
    codeActionOnSave: { mode: "all" },
    format: false,
    quiet: false,
    onIgnoredFiles: "off",
    options: {},
    rulesCustomizations: [],
    run: "onType",
    problems: { shortenToSingleLine: false },
    nodePath: null,
  };
}

const require = createRequire(import.meta.url);
const server = require.resolve("vscode-langservers-extracted/bin/vscode-eslint-language-server");
const HEADER_END = "\r\n\r\n";

export class Editor {
  readonly folder: string;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #pending = new Map<number, Pending>();
  readonly #buffers = new Map<string, Buffered>();
  #incoming = Buffer.alloc(0);
  #lastId = 0;

  private constructor(folder: string) {
    this.folder = folder;
    this.#process = spawn(process.execPath, [server, "--stdio"], {
      cwd: folder,
      // What a test runner sets is none of an editor's.
      env: { ...process.env, NODE_ENV: "" },
    });
    this.#process.stdout.on("data", (chunk: Buffer) => {
      this.#receive(chunk);
    });
    this.#process.on("exit", (status) => {
      this.#failAll(new Error(`The ESLint server ended with status ${String(status)}.`));
    });
  }

  /** Opens a folder. */
  static async open(folder: string): Promise<Editor> {
    const editor = new Editor(folder);
    const uri = pathToFileURL(folder).href;
    await editor.#request("initialize", {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ name: "project", uri }],
      capabilities: {
        workspace: { configuration: true, applyEdit: true, workspaceFolders: true },
        textDocument: {
          codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source"] } },
          },
          diagnostic: {},
        },
      },
    });
    editor.#notify("initialized", {});
    return editor;
  }

  async close(): Promise<void> {
    await this.#request("shutdown", null);
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#notify("exit", null);
    await ended;
  }

  // ---- buffers -------------------------------------------------------------------------------------------

  /** Opens a file; `text` is what the buffer holds when it is not what is on disk. */
  openFile(path: string, languageId: string, text?: string): void {
    const file = join(this.folder, path);
    const buffer: Buffered = {
      uri: pathToFileURL(file).href,
      languageId,
      version: 1,
      text: text ?? readFileSync(file, "utf8"),
    };
    this.#buffers.set(path, buffer);
    this.#notify("textDocument/didOpen", { textDocument: buffer });
  }

  /** Replaces a buffer's text, as typing does; the file on disk stays. */
  type(path: string, text: string): void {
    const buffer = this.#buffer(path);
    buffer.version++;
    buffer.text = text;
    this.#notify("textDocument/didChange", {
      textDocument: { uri: buffer.uri, version: buffer.version },
      contentChanges: [{ text }],
    });
  }

  textOf(path: string): string {
    return this.#buffer(path).text;
  }

  #buffer(path: string): Buffered {
    const buffer = this.#buffers.get(path);
    if (!buffer) throw new Error(`${path} is not open.`);
    return buffer;
  }

  // ---- what an editor asks for ---------------------------------------------------------------------------

  async diagnostics(path: string): Promise<Diagnostic[]> {
    const { uri } = this.#buffer(path);
    const report = (await this.#request("textDocument/diagnostic", { textDocument: { uri } })) as {
      items: Diagnostic[];
    };
    return report.items;
  }

  /** What the light bulb offers for a diagnostic. */
  async quickFixes(path: string, diagnostic: Diagnostic): Promise<CodeAction[]> {
    return this.#codeActions(path, diagnostic.range, { diagnostics: [diagnostic] });
  }

  /** Applies all fixes at once, as `editor.codeActionsOnSave` does. */
  async fixAll(path: string): Promise<void> {
    const start = { line: 0, character: 0 };
    const context = { diagnostics: [], only: ["source.fixAll.eslint"] };
    const actions = await this.#codeActions(path, { start, end: start }, context);
    for (const action of actions) await this.apply(action);
  }

  async #codeActions(path: string, range: EditorRange, context: object): Promise<CodeAction[]> {
    const { uri } = this.#buffer(path);
    const actions = await this.#request("textDocument/codeAction", {
      textDocument: { uri },
      range,
      context,
    });
    return (actions ?? []) as CodeAction[];
  }

  async apply({ edit, command }: CodeAction): Promise<void> {
    if (edit) this.#applyEdit(edit);
    if (command) await this.#request("workspace/executeCommand", command);
  }

  #applyEdit({ documentChanges = [] }: WorkspaceEdit): void {
    for (const { textDocument, edits } of documentChanges) {
      for (const [path, buffer] of this.#buffers) {
        if (buffer.uri === textDocument.uri) this.type(path, withEdits(buffer.text, edits));
      }
    }
  }

  // ---- the protocol --------------------------------------------------------------------------------------

  #request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#send({ jsonrpc: "2.0", id, method, params });
    });
  }

  #notify(method: string, params: unknown): void {
    this.#send({ jsonrpc: "2.0", method, params });
  }

  #send(message: Message): void {
    const body = JSON.stringify(message);
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}${HEADER_END}${body}`);
  }

  #receive(chunk: Buffer): void {
    this.#incoming = Buffer.concat([this.#incoming, chunk]);
    for (;;) {
      const headerEnd = this.#incoming.indexOf(HEADER_END);
      if (headerEnd === -1) return;
      const header = this.#incoming.toString("utf8", 0, headerEnd);
      const length = Number(/Content-Length: (\d+)/u.exec(header)?.[1]);
      const start = headerEnd + HEADER_END.length;
      if (this.#incoming.length < start + length) return;
      const body = this.#incoming.toString("utf8", start, start + length);
      this.#incoming = this.#incoming.subarray(start + length);
      this.#handle(JSON.parse(body) as Message);
    }
  }

  #handle({ id, method, params, result, error }: Message): void {
    if (method !== undefined) {
      // Notifications (logs, status) need no answer.
      if (id !== undefined)
        this.#send({ jsonrpc: "2.0", id, result: this.#answer(method, params) });
      return;
    }
    const pending = this.#pending.get(Number(id));
    this.#pending.delete(Number(id));
    if (error) pending?.reject(new Error(error.message));
    else pending?.resolve(result);
  }

  #answer(method: string, params: unknown): unknown {
    switch (method) {
      case "workspace/configuration":
        return (params as { items: unknown[] }).items.map(() => settingsFor(this.folder));
      case "workspace/applyEdit":
        this.#applyEdit((params as { edit: WorkspaceEdit }).edit);
        return { applied: true };
      default:
        return null;
    }
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}

function offsetOf(text: string, { line, character }: Position): number {
  let start = 0;
  for (let count = 0; count < line; count++) start = text.indexOf("\n", start) + 1;
  return start + character;
}

/** The text with edits applied; none of them overlap, and all count in the text as it was. */
function withEdits(text: string, edits: readonly TextEdit[]): string {
  const fromTheEnd = edits
    .map(({ range, newText }) => ({
      start: offsetOf(text, range.start),
      end: offsetOf(text, range.end),
      newText,
    }))
    .sort((a, b) => b.start - a.start);
  return fromTheEnd.reduce(
    (edited, { start, end, newText }) => edited.slice(0, start) + newText + edited.slice(end),
    text,
  );
}
