package dev.sluice.extauthz.server;

import dev.sluice.config.v1.Revocation;
import dev.sluice.config.v1.Tenant;
import dev.sluice.extauthz.identity.revocation.RevocationTable;
import dev.sluice.extauthz.identity.revocation.RevocationTarget;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads revocations as the controller delivers them. */
final class RevocationReader {
  private RevocationReader() {}

  /**
   * Reads one; empty when it is that of the credential with its id.
   *
   * @throws IllegalArgumentException naming the revocation, and what is wrong with it
   */
  static Optional<RevocationTable.RevocationEntry> read(String id, Revocation revocation) {
    long before = revocation.getIssuedBeforeMs();
    return read(revocation)
        .map(target -> {
          if (before < 0 || target.isIncomplete()) {
            throw new IllegalArgumentException("revocation " + id + " is of nothing");
          }
          return new RevocationTable.RevocationEntry(
              id, target, before == 0 ? RevocationTable.ALWAYS : before);
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
      case TENANT -> Optional.of(new RevocationTarget.AllOfTenant(names(revocation.getTenant())));
      case TARGET_NOT_SET -> Optional.empty();
    };
  }

  /** A token may have a tenant by its id, its slug or its number. */
  private static Set<String> names(Tenant tenant) {
    Set<String> names = new HashSet<>(Set.of(tenant.getId()));
    names.add(tenant.getSlug());
    names.add(Long.toString(tenant.getNumber()));
    names.removeIf(name -> name.isEmpty() || name.equals("0"));
    return names;
  }
}
