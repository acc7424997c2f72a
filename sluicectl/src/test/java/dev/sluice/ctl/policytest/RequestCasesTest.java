package dev.sluice.ctl.policytest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestCasesTest {
  @TempDir private Path folder;
  private PolicyTestFixture fixture;

  @BeforeEach
  void policy() throws IOException {
    fixture =
        new PolicyTestFixture(folder)
            .policy(
                "authz.yaml",
                "AuthzPolicy",
                """
                issuers:
                  - name: partners
                    issuer: https://login.partner.example
                    audiences: [sluice]
                    jwks-url: https://login.partner.example/certs
                    algorithms: [ES256]
                    types: [at+jwt]
                    claims: {tenant: [org]}
                levels: [{path: /admin*, level: admin}]
                addresses: [{id: office, allow: [10.0.0.0/8], routes: [/admin]}]
                conditions:
                  - id: hours
                    routes: [/v1]
                    when: request.method == 'POST'
                    require: request.time.getHours() >= 8 && request.time.getHours() < 18
                routes:
                  - {id: all, path: '/v1*'}
                  - {id: admin, path: '/admin*'}
                  - {id: partner, path: '/partner*', issuers: [partners], scopes: [read]}
                  - {id: batch, path: '/batch*', auth: mtls, principals: [{id: 'spiffe://a/b', level: viewer}]}
                """);
  }

  @Test
  void decisions_areThoseOfTheServer() throws IOException {
    fixture.test(
        "authz.yaml",
        """
        now: 2026-03-02T09:00:00Z
        identities:
          admin: {role: admin}
          partner: {issuer: partners, role: viewer, scopes: [read], tenant: acme}
          other: {issuer: partners, role: viewer, claims: {aud: someone}}
        requests:
          - {name: in hours, as: admin, method: POST, path: /v1/x, expect: {decision: allow, route: all}}
          - {name: office, as: admin, address: 10.1.2.3, path: /admin, expect: {decision: allow, rule: 'level:/admin*'}}
          - {name: outside, as: admin, path: /admin, expect: {decision: deny, code: IP_BLOCKED, rule: 'address:office'}}
          - {name: partner, as: partner, path: /partner, expect: {decision: allow, sets: {X-Tenant-ID: acme}}}
          - {name: other audience, as: other, path: /partner, expect: {decision: deny, code: AUTH_INVALID_TOKEN}}
          - {name: wrong issuer, as: admin, path: /partner, expect: {decision: deny, code: AUTH_INVALID_TOKEN}}
          - {name: certificate, principal: 'spiffe://a/b', path: /batch, expect: {decision: allow}}
          - {name: none, path: /batch, expect: {decision: deny}}
        """);
    assertEquals(0, fixture.run(), fixture::said);
  }

  @Test
  void clock_isThatOfTheFile() throws IOException {
    fixture.test(
        "authz.yaml",
        """
        now: 2026-03-02T19:00:00Z
        identities: {admin: {role: admin}}
        requests:
          - {name: late, as: admin, method: POST, path: /v1/x, expect: {decision: deny, rule: 'condition:hours'}}
          - {name: reads, as: admin, path: /v1/x, expect: {decision: allow}}
        """);
    assertEquals(0, fixture.run(), fixture::said);
  }

  @Test
  void coverage_hasBranchesOfConditions() throws IOException {
    fixture.test(
        "authz.yaml",
        """
        now: 2026-03-02T19:00:00Z
        identities: {admin: {role: admin}}
        requests:
          - {name: late, as: admin, method: POST, path: /v1/x, expect: {decision: deny}}
          - {name: reads, as: admin, path: /v1/x, expect: {decision: allow}}
        """);
    assertEquals(0, fixture.run("--coverage"), fixture::said);
    String operand = "    not reached: condition:hours require: request.time.getHours() ";
    assertTrue(fixture.said().contains("condition branches       5 of     8"), fixture::said);
    assertTrue(fixture.said().contains(operand + ">= 8 is false\n"), fixture::said);
    assertTrue(fixture.said().contains(operand + "< 18 is true\n"), fixture::said);
  }

  @Test
  void decision_other_failsWithCode() throws IOException {
    fixture.test(
        "authz.yaml",
        """
        requests:
          - {name: open, path: /v1/x, expect: {decision: allow, rule: x}}
        """);
    assertEquals(1, fixture.run(), fixture::said);
    assertTrue(
        fixture
            .said()
            .contains(
                """
                    decision: expected allow, was deny AUTH_INVALID_TOKEN
                    rule: expected x, was credential:no-credential
                """),
        fixture::said);
  }

  @Test
  void headers_areCompared() throws IOException {
    fixture.test(
        "authz.yaml",
        """
        identities: {admin: {role: admin}}
        requests:
          - name: headers
            as: admin
            path: /v1/x
            headers: {X-User-Id: forged, Accept: x}
            expect: {decision: allow, sets: {X-User-Id: forged}, removes: [Accept], keeps: [Authorization]}
        """);
    assertEquals(1, fixture.run(), fixture::said);
    assertTrue(
        fixture
            .said()
            .contains(
                """
                    header x-user-id: expected forged, was user
                    header accept: expected to be removed
                    header authorization: expected to reach the upstream as it was sent
                """),
        fixture::said);
  }

  @Test
  void roles_onlyWhatIsListed() throws IOException {
    fixture
        .policy(
            "rbac.yaml",
            "Rbac",
            """
            roles:
              auditor:
                scopes: [org]
                portals: [operator]
                grants:
                  - {resources: [audit, usage], actions: [read]}
                  - {resources: [product_publish], actions: [publish], environments: [dev]}
            """)
        .test(
            "rbac.yaml",
            """
            roles:
              - {role: auditor, portals: [operator], grants: [], only: true, allows: {audit: [read], usage: [read]}, limits: {product_publish: [publish]}}
              - {name: less, role: auditor, only: true, allows: {audit: [read]}, portals: [provider]}
              - {name: none, role: org-admin}
            """);
    assertEquals(1, fixture.run(), fixture::said);
    assertTrue(fixture.said().contains("1 passed      2 failed"), fixture::said);
    assertTrue(fixture.said().contains("usage read: expected denied, was allowed"), fixture::said);
    assertTrue(
        fixture.said().contains("product_publish publish: expected denied, was limited"),
        fixture::said);
    assertTrue(fixture.said().contains("portals: expected [provider]"), fixture::said);
    assertTrue(fixture.said().contains("the policy has no role org-admin"), fixture::said);
  }
}
