package dev.sluice.e2e.stack;

import dev.sluice.e2e.stub.StubTokenIssuer;
import java.nio.file.Path;
import java.util.Map;

/** The variables that switch the management API of a controller on. */
final class ApiVariables {
  private ApiVariables() {}

  /** Returns the variables of an API whose users have tokens of an issuer. */
  static Map<String, String> of(String address, StubTokenIssuer issuer, Path policies) {
    return Map.of(
        "SLUICE_API_ADDRESS", address,
        "SLUICE_API_ISSUERS", issuer.issuer(),
        "SLUICE_API_AUDIENCES", StubTokenIssuer.AUDIENCE,
        "SLUICE_API_JWKS_URL", issuer.jwks().toString(),
        "SLUICE_API_RBAC", policies.resolve("rbac.yaml").toString());
  }
}
