package dev.sluice.extauthz.server.resource;

import dev.sluice.config.v1.Revocation;
import dev.sluice.extauthz.identity.revocation.RevocationTable;
import dev.sluice.extauthz.identity.revocation.RevocationTarget;
import java.util.Optional;

/** A reader of revocations from the controller. */
public final class RevocationReader {
  private RevocationReader() {}

  /**
   * Reads a revocation. Returns empty if it revokes the credential with the same id.
   *
   * @throws IllegalArgumentException if the revocation is invalid; the message names it and the
   *     fault
   */
  public static Optional<RevocationTable.RevocationEntry> read(String id, Revocation revocation) {
    long issuedBefore = revocation.getIssuedBeforeMs();
    return read(revocation)
        .map(target -> {
          if (issuedBefore < 0 || target.isIncomplete()) {
            throw new IllegalArgumentException("revocation " + id + " is of nothing");
          }
          return new RevocationTable.RevocationEntry(
              id, target, issuedBefore == 0 ? RevocationTable.ALWAYS : issuedBefore);
        });
  }

  private static Optional<RevocationTarget> read(Revocation revocation) {
    return switch (revocation.getTargetCase()) {
      case TOKEN ->
          Optional.of(
              new RevocationTarget.SingleToken(
                  revocation.getToken().getIssuer(), revocation.getToken().getJti()));
      case SUBJECT ->
          Optional.of(
              new RevocationTarget.AllOfSubject(
                  revocation.getSubject().getIssuer(), revocation.getSubject().getSubject()));
      case ISSUER -> Optional.of(new RevocationTarget.AllOfIssuer(revocation.getIssuer()));
      case TENANT ->
          Optional.of(new RevocationTarget.AllOfTenant(TenantNames.of(revocation.getTenant())));
      case TARGET_NOT_SET -> Optional.empty();
    };
  }
}
