/** The options of the rules that are told what to check, for those who write their config in TypeScript. */

import type { Convention, Words } from "../model/schema/naming.ts";
import type { ModelRequirement } from "../model/schema/required-fields.ts";
import type { KeyRequirement } from "../model/schema/required-keys.ts";
import type { Selector } from "../model/schema/selectors.ts";

export interface NamingConvention extends Words {
  conventions?: Convention[];
  /** Let `--fix` map tables and columns that the database has already. */
  fixExisting?: boolean;
}

interface Restriction {
  models?: Selector;
  fields: Selector;
  /** Only fields of these types. */
  types?: string[];
  /** Why not, and what instead; ends the finding. */
  message?: string;
}

interface NativeTypeRequirement {
  models?: Selector;
  fields: Selector;
  /** Only fields of these types. */
  types?: string[];
  nativeType: string | string[];
  because?: string;
}

interface IndexRequirement extends KeyRequirement {
  /** The first fields of the index may be in any order. */
  anyOrder?: boolean;
  /** Every field that the first place selects has an index of its own. */
  each?: boolean;
}

interface OrderRequirement {
  models?: Selector;
  /** Selectors of fields; `...` stands for all others. */
  order: string[];
}

/** By the rule's name, without the plugin's: `RuleOptions["require-fields"]`. */
export interface RuleOptions {
  "field-order": { orders: OrderRequirement[] };
  "naming-convention": NamingConvention;
  "no-restricted-fields": { restrict: Restriction[] };
  "no-unbounded-string": {
    models?: Selector;
    fields?: Selector;
    allowText?: boolean;
    length?: number;
  };
  "require-fields": { require: ModelRequirement[] };
  "require-index": { indexes: IndexRequirement[] };
  "require-native-type": { require: NativeTypeRequirement[] };
  "require-unique": { sets: KeyRequirement[] };
}
