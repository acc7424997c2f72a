package dev.sluice.common.token.verify;

import dev.sluice.common.token.jws.TokenError;
import java.util.function.Supplier;

/**
 * An executor of signature verifications, which cost a hundred times as much as all other checks of
 * a token.
 */
public interface SignatureExecutor {
  /**
   * Submits a verification. Returns its result, a pending result, or {@link TokenError#BUSY} if the
   * queue is full.
   */
  VerificationResult submit(Supplier<VerificationResult.Completed> signature);

  /** Returns an executor that verifies on the calling thread. */
  static SignatureExecutor onCallingThread() {
    return Supplier::get;
  }
}
