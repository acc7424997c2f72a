package dev.sluice.common.audit.spool;

/**
 * A callback for the result of an append. It is called once, on the spool's thread, or on the
 * appending thread if the spool cannot accept the record at all.
 */
public interface AppendCallback {
  /** Reports that the record is durable. */
  void onDurable();

  /** Reports that the record was not stored. */
  void onRejected(AppendRejection rejection);
}
