package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of subjects that are users of several tenants. */
@ExtendWith(NoWarnings.class)
final class TenantUsersIT {
  private static final String USERS = "/v1/operator/users";
  private static final String GATEWAYS = "/v1/provider/gateways";
  private static final String BOB =
      "{\"issuer\": \"" + ApiTestServer.ISSUER + "\", \"subject\": \"bob\"}";
  private static final String DISABLED = "{\"status\": \"disabled\"}";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  @AutoClose private ApiTestServer server;
  private ApiClient root;
  private ApiClient acme;
  private ApiClient globex;
  private ApiClient bob;

  @BeforeEach
  void start() throws IOException {
    server = new ApiTestServer(postgres, folder);
    server.tenant("acme", "provider");
    server.tenant("globex", "provider");
    root = server.user("root", "system-admin", "system", "");
    acme = server.user("ada", "org-admin", "org", "acme");
    globex = server.user("gus", "org-admin", "org", "globex");
    bob = server.as("bob");
  }

  /** Adds a user with a role to a tenant, and returns the id of the user. */
  private static String join(ApiClient administrator, String role) {
    String user = administrator.post(USERS, BOB).expect(201).id();
    administrator
        .post(
            "/v1/operator/role-bindings",
            "{\"user_id\": \"%s\", \"role\": \"%s\", \"scope\": \"org\"}".formatted(user, role))
        .expect(201);
    return user;
  }

  @Test
  @Tag("C-58")
  @DisplayName("C-58 a subject of another tenant is created as an unknown one is")
  void user_ofOtherTenant_isCreatedAsUnknown() {
    String known = join(acme, "api-developer");
    String other = globex.post(USERS, BOB).expect(201).id();
    String unknown = globex.post(USERS, BOB.replace("bob", "eve")).expect(201).id();

    assertNotEquals(known, other);
    // Both are made from names, so the form of the id does not show it either.
    assertEquals('8', other.charAt(14));
    assertEquals('8', unknown.charAt(14));
    assertEquals(
        "/subject another user of the tenant has this subject",
        globex.post(USERS, BOB).expect(409).firstError());
  }

  @Test
  void users_ofSeveralTenants_actInEach() {
    String developer = join(acme, "api-developer");
    String auditor = join(globex, "auditor");

    bob.in("acme").post("/v1/provider/api-services", "{\"name\": \"own\"}").expect(201);
    bob.in("globex").post("/v1/provider/api-services", "{\"name\": \"own\"}").expect(403);
    bob.in("globex").get(GATEWAYS).expect(200);
    assertEquals(
        List.of(developer),
        postgres.query("select actor_id from change_events where resource_type = 'api_service'"));
    globex.get(USERS + "/" + developer).expect(404);
    globex.get(USERS + "/" + auditor).expect(200);
  }

  @Test
  void user_disabledByTenant_staysInOthers() {
    String developer = join(acme, "api-developer");
    join(globex, "auditor");

    acme.patch(USERS + "/" + developer, "\"0\"", DISABLED).expect(200);
    bob.in("acme").get(GATEWAYS).expect(403);
    bob.in("globex").get(GATEWAYS).expect(200);
  }

  @Test
  void user_disabledByOperator_hasNoRoles() {
    join(acme, "api-developer");
    String all = root.post(USERS, BOB).expect(201).id();
    bob.in("acme").get(GATEWAYS).expect(200);

    root.patch(USERS + "/" + all, "\"0\"", DISABLED).expect(200);
    bob.in("acme").get(GATEWAYS).expect(403);
  }

  @Test
  void down_usersOfOneSubject_becomeOne() throws IOException {
    join(acme, "api-developer");
    join(globex, "auditor");

    postgres.execute(
        Files.readString(Path.of("src/main/resources/db/down/V31__users_and_roles.sql")));
    assertEquals(
        List.of("api-developer", "auditor"),
        postgres.query(
            "select b.role from role_bindings b join users u on u.id = b.user_id"
                + " where u.subject = 'bob' order by 1"));
    assertEquals(List.of("1"), postgres.query("select count(*) from users where subject = 'bob'"));
  }
}
