package dev.sluice.extauthz.quota;

/**
 * A counter of a credential, with its requests that are in no batch yet. All requests of a
 * subscription are requests of its credentials, so that batches need no other counts.
 */
final class CredentialCounter extends QuotaCounter {
  private final String subscription;
  private final String credential;
  private int pendingDay;
  private long pending;
  private boolean queued;

  CredentialCounter(String subscription, String credential) {
    this.subscription = subscription;
    this.credential = credential;
  }

  String subscription() {
    return subscription;
  }

  String credential() {
    return credential;
  }

  /** Returns whether requests of another day are in no batch yet. */
  boolean hasPendingBefore(int epochDay) {
    return pending > 0 && pendingDay != epochDay;
  }

  /** Counts a request for the next batch. */
  void addPending(int epochDay) {
    pendingDay = epochDay;
    pending++;
  }

  /** Returns the requests that are in no batch yet, and starts at zero. */
  long takePending() {
    long taken = pending;
    pending = 0;
    return taken;
  }

  /** Returns the key of the pending requests. */
  QuotaKey pendingKey() {
    return new QuotaKey(subscription, credential, pendingDay);
  }

  /** Marks the counter as queued for the next batch; returns false if it was. */
  boolean queue() {
    boolean fresh = !queued;
    queued = true;
    return fresh;
  }

  void leaveQueue() {
    queued = false;
  }
}
