package dev.sluice.extauthz.identity.issued;

import dev.sluice.extauthz.identity.revocation.RevocationTable;
import java.util.function.Supplier;

/** The current tables of issued credentials and of revocations. */
public record CredentialRegistry(
    Supplier<CredentialTable> credentials, Supplier<RevocationTable> revocations) {
  /** Returns the registry of a server without a controller. */
  public static CredentialRegistry empty() {
    return new CredentialRegistry(CredentialTable::empty, RevocationTable::empty);
  }
}
