package dev.sluice.common.audit.chain;

/**
 * An exception for an unusable key file. The message names the reason and quotes nothing of the
 * file.
 */
public final class ChainKeyException extends Exception {
  ChainKeyException(String message) {
    super(message);
  }
}
