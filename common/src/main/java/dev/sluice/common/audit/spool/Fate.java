package dev.sluice.common.audit.spool;

/** Is told once, on a thread of the spool, what has become of a record. */
public interface Fate {
  /** It survives whatever happens to the process. */
  void durable();

  /** It was not kept. */
  void refused(Refusal refusal);
}
