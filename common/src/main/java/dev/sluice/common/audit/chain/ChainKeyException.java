package dev.sluice.common.audit.chain;

/** A key file that cannot be used; the message says why and quotes nothing of it. */
public final class ChainKeyException extends Exception {
  ChainKeyException(String message) {
    super(message);
  }
}
