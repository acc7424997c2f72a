package dev.sluice.common.audit.spool;

/**
 * Is told once what has become of a record: on the thread of the spool, or on the one that gives
 * the record where it cannot be taken at all.
 */
public interface AppendCallback {
  /** It survives whatever happens to the process. */
  void onDurable();

  /** It was not kept. */
  void onRejected(AppendRejection refusal);
}
