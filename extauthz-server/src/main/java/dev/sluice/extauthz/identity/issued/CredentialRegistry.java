package dev.sluice.extauthz.identity.issued;

import dev.sluice.extauthz.identity.revocation.RevocationTable;
import java.util.function.Supplier;

/** What was issued and what was revoked, as of now. */
public record CredentialRegistry(
    Supplier<CredentialTable> credentials, Supplier<RevocationTable> revocations) {
  /** Of a server that no controller tells anything. */
  public static CredentialRegistry empty() {
    return new CredentialRegistry(CredentialTable::empty, RevocationTable::empty);
  }
}
