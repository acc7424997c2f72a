package dev.sluice.extauthz.identity.holder;

import org.jspecify.annotations.Nullable;

/** A request that carries a credential, with the parts that can prove who sends it. */
public interface CredentialCarrier {
  String method();

  /** Returns the authority, as Envoy received it or without its port. */
  String host();

  /** Returns the path with the query. */
  String path();

  /** Returns the value of a header by its lower-case name; null if it is absent. */
  @Nullable String header(String name);

  /** Returns the principal of the client certificate; empty without one. */
  String principal();

  /** Returns the client certificate as PEM with URL escapes; empty without one. */
  String certificate();

  /** Returns the local port of the connection; 0 if it is unknown. */
  int localPort();
}
