package dev.sluice.common.token;

import java.util.function.Supplier;

/** Where signatures are checked: what costs a hundred times as much as all else about a token. */
public interface SignatureChecks {
  /** Settled at once, or waiting; refused as {@link TokenFault#BUSY} where there is no room. */
  Verification check(Supplier<Verification.Settled> signature);

  /** On the thread that asks. */
  static SignatureChecks here() {
    return Supplier::get;
  }
}
