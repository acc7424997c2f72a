package dev.sluice.extauthz.policy.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.token.introspection.IntrospectionSettings;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AllowedPrincipal;
import dev.sluice.extauthz.policy.AuthRequirement;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.SpiffeIdPattern;
import dev.sluice.extauthz.policy.TestPolicies;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialKindsFileTest {
  private static final String HEAD =
      """
      apiVersion: sluice.dev/v1
      kind: AuthzPolicy
      metadata: {name: authz, version: policy-9}
      spec:
        levels: []
      """;

  @TempDir private Path folder;

  @Test
  void load_introspectedIssuer() throws IOException {
    Files.writeString(folder.resolve("secret"), "canary");
    IntrospectionSettings settings =
        compile(
                """
                  issuers:
                    - name: legacy
                      issuer: https://login.example
                      audiences: [shop]
                      introspection-url: https://login.example/introspect
                      introspection:
                        client-id: sluice
                        client-secret-file: secret
                        remember: 30s
                        remember-refusal: 500ms
                        timeout: 2s
                        concurrent: 8
                        answers: 100
                """)
            .issuers()
            .get(1)
            .introspection()
            .orElseThrow();
    assertEquals(
        new IntrospectionSettings(
            "legacy",
            Optional.of("https://login.example"),
            Set.of("shop"),
            URI.create("https://login.example/introspect"),
            false,
            "sluice",
            folder.resolve("secret"),
            new IntrospectionSettings.IntrospectionLimits(
                Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(2), 8, 100)),
        settings);
  }

  @Test
  void load_introspectedIssuer_invalid() throws IOException {
    Files.writeString(folder.resolve("secret"), "canary");
    String both = "introspection: {client-id: a, client-secret-file: ";
    assertEquals(
        List.of(
            "7:122: /spec/issuers/0/introspection/client-secret-file: is not a readable file",
            "8:47: /spec/issuers/1/introspection-url: must be https outside development, unless"
                + " plain http is allowed",
            "9:140: /spec/issuers/2/introspection/remember: must be more than 0 and at most 3600s",
            "10:14: /spec/issuers/3/name: is reserved for callers without a token; use another"
                + " name",
            "12:24: /spec/routes/0/issuers: has more than one issuer with introspection; name one"
                + " of them"),
        problems(
            "  issuers:\n"
                + issuer("a", "https", both + "none}")
                + issuer("b", "http", both + "secret}")
                + issuer("c", "https", both + "secret, remember: 2h}")
                + issuer("mtls", "https", both + "secret}")
                + "  routes:\n"
                + "    - {id: r, issuers: [a, c]}\n"));
  }

  @Test
  void load_introspectedIssuer_noSecretOrPlainHttp() {
    assertEquals(
        List.of(
            "7:7: /spec/issuers/0: has a missing property 'introspection' which is dependent"
                + " required because 'introspection-url' is present"),
        problems(issuers("introspection-url: 'https://x.example'")));
    assertEquals(
        1,
        problems(
                issuers(
                    "introspection-url: 'https://x.example', introspection: {client-id: a,"
                        + " client-secret: canary, client-secret-file: b}"))
            .size());
  }

  @Test
  void load_mtlsRoute() {
    assertEquals(
        new AuthRequirement.Mtls(
            List.of(
                new AllowedPrincipal(
                    new SpiffeIdPattern("spiffe://cluster.local/ns/batch/sa/runner"),
                    "",
                    "",
                    "",
                    AccessLevel.ADMIN),
                new AllowedPrincipal(
                    new SpiffeIdPattern("spiffe://partner.example/*"),
                    "shop",
                    "p",
                    "w",
                    AccessLevel.DEVELOPER))),
        compile(
                """
                  routes:
                    - id: batch
                      auth: mtls
                      principals:
                        - {id: "spiffe://cluster.local/ns/batch/sa/runner", level: admin}
                        - {id: "spiffe://partner.example/*", tenant: shop, project: p, workspace: w}
                """)
            .routes()
            .byId("batch")
            .orElseThrow()
            .auth());
  }

  @Test
  void load_mtlsRoute_invalid() {
    String good = "principals: [{id: 'spiffe://td/*'}]";
    assertEquals(1, problems(route("auth: mtls")).size());
    assertEquals(1, problems(route("auth: mtls, principals: []")).size());
    assertEquals(1, problems(route("auth: mtls, scopes: [a], " + good)).size());
    assertEquals(1, problems(route(good)).size());
    assertEquals(1, problems(route("auth: oauth2, " + good)).size());
    assertEquals(1, problems(route("auth: mtls, principals: [{id: '*'}]")).size());
    assertEquals(
        List.of(
            "7:45: /spec/routes/0/principals/0/id: must be a SPIFFE id, or one with /* in place of"
                + " its end"),
        problems(route("auth: mtls, principals: [{id: 'spiffe://td/a/../b'}]")));
  }

  private static String issuers(String settings) {
    return "  issuers:\n    - {name: a, issuer: x, " + settings + "}\n";
  }

  private static String issuer(String name, String scheme, String settings) {
    return "    - {name: %s, issuer: x, introspection-url: '%s://login.example', %s}\n"
        .formatted(name, scheme, settings);
  }

  private static String route(String settings) {
    return "  routes:\n    - {id: r, " + settings + "}\n";
  }

  private AuthzPolicy compile(String spec) {
    return switch (load(spec.indent(0))) {
      case PolicyResult.Loaded<AuthzPolicy>(AuthzPolicy policy, _) -> policy;
      case PolicyResult.Rejected<AuthzPolicy>(List<PolicyProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private List<String> problems(String spec) {
    return switch (load(spec)) {
      case PolicyResult.Loaded<AuthzPolicy> _ -> List.of();
      case PolicyResult.Rejected<AuthzPolicy>(List<PolicyProblem> problems) ->
          problems.stream()
              .map(problem -> problem.toString().replace(folder + "/authz.yaml:", ""))
              .toList();
    };
  }

  private PolicyResult<AuthzPolicy> load(String spec) {
    byte[] content = (HEAD + spec).getBytes(StandardCharsets.UTF_8);
    return TestPolicies.compiler(DeploymentEnvironment.PROD)
        .file()
        .load(folder.resolve("authz.yaml"), content);
  }
}
