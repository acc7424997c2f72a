package dev.sluice.extauthz.identity.issued;

import dev.sluice.extauthz.identity.revoked.RevocationTable;
import java.util.function.Supplier;

/** What was issued and what was revoked, as of now. */
public record Register(
    Supplier<CredentialTable> credentials, Supplier<RevocationTable> revocations) {
  /** Of a server that no controller tells anything. */
  public static Register empty() {
    return new Register(CredentialTable::empty, RevocationTable::empty);
  }
}
