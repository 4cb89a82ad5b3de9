/** What the source codes of both languages share: locations from ranges, traversal, directives. */

import type { FileProblem, RulesConfig, SourceLocation, TraversalStep } from "@eslint/core";
import { TextSourceCodeBase } from "@eslint/plugin-kit";
import type { Directive } from "@eslint/plugin-kit";

import { readDirectives } from "./directives.ts";
import type { CommentLike, Directives } from "./directives.ts";
import { LineTable } from "./line-table.ts";
import type { Place } from "./line-table.ts";
import { TreeWalk, walkOrder } from "./tree-walk.ts";
import type { WalkOrder } from "./tree-walk.ts";

/** A node, token, comment or bare stretch of text. */
export interface Ranged {
  range: [start: number, end: number];
}

interface TreeNode extends Ranged {
  type: string;
}

interface Root<Comment extends CommentLike> extends TreeNode {
  loc: SourceLocation;
  comments: Comment[];
}

interface SourceCodeTypes<Tree> {
  LangOptions: Record<string, unknown>;
  RootNode: Tree;
  SyntaxElementWithLoc: Ranged;
  ConfigNode: CommentLike;
}

/**
 * Rules written for JavaScript that a config does not scope by `files` run on our files too. These members
 * are what ESLint's own rules touch before they find nothing to do.
 */
const NO_SCOPES = {
  scopes: [],
  globalScope: null,
  acquire: () => null,
  getDeclaredVariables: () => [],
};

const EMPTY_SCOPE = {
  type: "global",
  isStrict: false,
  variables: [],
  set: new Map(),
  references: [],
  through: [],
  childScopes: [],
  upper: null,
};

export abstract class RangedSourceCode<
  Node extends TreeNode,
  Comment extends CommentLike,
  Tree extends Root<Comment> & Node,
> extends TextSourceCodeBase<SourceCodeTypes<Tree>> {
  readonly parserServices: Record<string, never> = {};
  readonly scopeManager: typeof NO_SCOPES = NO_SCOPES;
  readonly tokensAndComments: readonly [] = [];
  readonly hasBOM: boolean;
  readonly #lineTable: LineTable;
  #parents: Map<Ranged, Node> | undefined;
  #directives: Directives | undefined;
  #lines: string[] | undefined;

  constructor({ text, ast, hasBOM }: { text: string; ast: Tree; hasBOM: boolean }) {
    super({ text, ast });
    this.hasBOM = hasBOM;
    this.#lineTable = new LineTable(text);
  }

  /** Adds the direct children of a node, in source order, to the end of a list. */
  protected abstract addChildren(node: Node, children: Node[]): void;

  /** The order in which a child of the root and all that is below it are walked. */
  protected walkOrder(node: Node): WalkOrder<Node> {
    return walkOrder(node, (inner, children) => this.addChildren(inner, children));
  }

  /** All comments, in source order. */
  get comments(): Comment[] {
    return this.ast.comments;
  }

  /** The same as ESLint's own rules expect them: with their locations. */
  getAllComments(): (Comment & { loc: SourceLocation })[] {
    return this.ast.comments.map((comment) => ({ ...comment, loc: this.getLoc(comment) }));
  }

  /** Our languages keep no tokens that a rule could step through. */
  getFirstToken(): null {
    return null;
  }

  getScope(): typeof EMPTY_SCOPE {
    return EMPTY_SCOPE;
  }

  override get lines(): string[] {
    this.#lines ??= this.#lineTable.lines();
    return this.#lines;
  }

  /** The line break that the file uses: that of its first line, `\n` when it has but one. */
  get lineBreak(): "\n" | "\r\n" {
    const first = this.text.indexOf("\n");
    return first > 0 && this.text[first - 1] === "\r" ? "\r\n" : "\n";
  }

  /** Lines and columns from 1, computed from the range when asked for. */
  override getLoc({ range: [start, end] }: Ranged): SourceLocation {
    return { start: this.#lineTable.placeOf(start), end: this.#lineTable.placeOf(end) };
  }

  override getLocFromIndex(offset: number): Place {
    return this.#lineTable.placeOf(offset);
  }

  override getIndexFromLoc(place: Place): number {
    return this.#lineTable.offsetOf(place);
  }

  override getRange({ range }: Ranged): [number, number] {
    return range;
  }

  /** The node that holds a node; undefined for the root. */
  override getParent(node: Ranged): Node | undefined {
    // Built on demand: for a large schema the map costs as much as the traversal itself.
    this.#parents ??= this.#findParents();
    return this.#parents.get(node);
  }

  #findParents(): Map<Ranged, Node> {
    const parents = new Map<Ranged, Node>();
    const pending: Node[] = [this.ast];
    for (let node = pending.pop(); node; node = pending.pop()) {
      const first = pending.length;
      this.addChildren(node, pending);
      for (const child of pending.slice(first)) parents.set(child, node);
    }
    return parents;
  }

  override traverse(): Iterable<TraversalStep> {
    const parts: Node[] = [];
    this.addChildren(this.ast, parts);
    return new TreeWalk<Node>(this.ast, parts, (part) => this.walkOrder(part));
  }

  get #allDirectives(): Directives {
    this.#directives ??= readDirectives(this.ast.comments, (comment) => this.getLoc(comment));
    return this.#directives;
  }

  getInlineConfigNodes(): CommentLike[] {
    return this.#allDirectives.nodes;
  }

  getDisableDirectives(): { directives: Directive[]; problems: FileProblem[] } {
    const { directives, problems } = this.#allDirectives;
    return { directives, problems };
  }

  applyInlineConfig(): {
    configs: { config: { rules: RulesConfig }; loc: SourceLocation }[];
    problems: FileProblem[];
  } {
    // The problems were handed over with the directives; once is enough.
    return { configs: this.#allDirectives.configs, problems: [] };
  }
}
