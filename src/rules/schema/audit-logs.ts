/** A selector of models that can be nothing but an audit trail. */
export const AUDIT_LOGS =
  "@append-only /^(?:phi|hipaa|security|access|admin|system)?_?audit_?(?:log|trail|entry|event|record)?(?:entry|entries|s)?$/i";
