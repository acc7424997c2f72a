package dev.sluice.extauthz.identity.revocation;

import java.util.Set;

/** A target of a revocation, other than an issued credential. */
public sealed interface RevocationTarget {
  /** Returns true if a name is missing, so that the target is undefined. */
  default boolean isIncomplete() {
    return switch (this) {
      case SingleToken(var issuer, var id) -> issuer.isEmpty() || id.isEmpty();
      case AllOfSubject(var issuer, var subject) -> issuer.isEmpty() || subject.isEmpty();
      case AllOfIssuer(var issuer) -> issuer.isEmpty();
      case AllOfTenant(var names) -> names.isEmpty();
    };
  }

  /** A single token by its id. */
  record SingleToken(String issuer, String id) implements RevocationTarget {}

  /** The tokens of one user of an issuer. */
  record AllOfSubject(String issuer, String subject) implements RevocationTarget {}

  /** The tokens of an issuer. */
  record AllOfIssuer(String issuer) implements RevocationTarget {}

  /** The tokens and credentials of a tenant, by any of its names. */
  record AllOfTenant(Set<String> names) implements RevocationTarget {
    public AllOfTenant {
      names = Set.copyOf(names);
    }
  }
}
