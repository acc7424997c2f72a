package dev.sluice.common.token.verify;

import dev.sluice.common.token.jws.TokenError;
import java.util.function.Supplier;

/** Where signatures are checked: what costs a hundred times as much as all else about a token. */
public interface SignatureExecutor {
  /** Settled at once, or waiting; refused as {@link TokenError#BUSY} where there is no room. */
  VerificationResult submit(Supplier<VerificationResult.Completed> signature);

  /** On the thread that asks. */
  static SignatureExecutor onCallingThread() {
    return Supplier::get;
  }
}
