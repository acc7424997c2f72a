package dev.sluice.extauthz.identity.revoked;

import java.util.Set;

/** What a revocation is about, besides credentials. */
public sealed interface Target {
  /** Whether it lacks a name, and so could be anything. */
  default boolean isEmpty() {
    return switch (this) {
      case Token(var issuer, var id) -> issuer.isEmpty() || id.isEmpty();
      case Subject(var issuer, var subject) -> issuer.isEmpty() || subject.isEmpty();
      case Issuer(var issuer) -> issuer.isEmpty();
      case Tenant(var names) -> names.isEmpty();
    };
  }

  /** One token by its id. */
  record Token(String issuer, String id) implements Target {}

  /** The tokens of one user of an issuer. */
  record Subject(String issuer, String subject) implements Target {}

  /** The tokens of an issuer. */
  record Issuer(String issuer) implements Target {}

  /** The tokens and credentials of a tenant, by any of its names. */
  record Tenant(Set<String> names) implements Target {
    public Tenant {
      names = Set.copyOf(names);
    }
  }
}
