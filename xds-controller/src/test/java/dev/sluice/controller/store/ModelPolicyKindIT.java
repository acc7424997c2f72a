package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test of the migration that allows policies for the choice of a model. */
final class ModelPolicyKindIT {
  private static final String INSERT =
      """
      insert into policies (tenant_id, scope, kind, name, spec)
      select id, 'global', 'llm', 'Models', '{}' from tenants where kind = 'provider' limit 1
      """;
  private static final String COUNT = "select count(*) from policies where kind = 'llm'";

  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);

  @Test
  void down_removesPoliciesAndKind() throws IOException {
    postgres.execute(INSERT);
    assertEquals(List.of("1"), postgres.query(COUNT));
    postgres.execute(Files.readString(Path.of("src/main/resources/db/down/V37__llm_policies.sql")));
    assertEquals(List.of("0"), postgres.query(COUNT));
    AssertionError denied = assertThrows(AssertionError.class, () -> postgres.execute(INSERT));
    assertTrue(String.valueOf(denied.getMessage()).contains("policies_kind_check"));
    postgres.execute(
        Files.readString(Path.of("src/main/resources/db/migration/V37__llm_policies.sql")));
    postgres.execute(INSERT);
    assertEquals(List.of("1"), postgres.query(COUNT));
  }
}
