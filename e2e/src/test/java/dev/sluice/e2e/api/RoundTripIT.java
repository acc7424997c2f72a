package dev.sluice.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.stack.AdditionalController;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A test of a whole tenant that is exported and applied to an empty database. */
@ExtendWith(TestEnvironmentExtension.class)
final class RoundTripIT {
  private static final String NAME = "sluice_round_trip";

  /** The kinds that the routes of the tenant cannot have, because bodies are inspected. */
  private static final Set<String> CONFLICTING =
      Set.of("mirror", "upgrade", "grpc_json", "variant", "rewrite");

  private static final String NO_POLICY = "admission_control";
  private static final Set<String> OF_GATEWAYS =
      Set.of("access_log", "adaptive_concurrency", "client_limits");
  private static final Set<String> OF_CANARY = Set.of("grpc_json", "direct_response", "redirect");

  private final TestEnvironment sluice;
  @TempDir Path folder;

  RoundTripIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  /** The answers of the server about a tenant. */
  private record TenantState(String operator, String tenant, String hashes) {}

  @Test
  @Tag("C-89")
  @DisplayName("C-89 an export in an empty database gives the same configuration hash")
  void export_inEmptyDatabase_hasSameHash() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path operator = write("operator.yaml", resource("operator.yaml").replace("ISSUER", issuer()));
    Path tenant = write("tenant.yaml", resource("tenant.yaml") + policies());
    TenantState before = inEmptyDatabase(first, operator, tenant);
    Path second = Files.createDirectory(folder.resolve("second"));
    TenantState after =
        inEmptyDatabase(
            second, first.resolve("operator-exported.yaml"), first.resolve("tenant-exported.yaml"));

    assertEquals(before, after);
  }

  private TenantState inEmptyDatabase(Path home, Path operator, Path tenant)
      throws SQLException, IOException, InterruptedException {
    recreateDatabase();
    int api = StackPorts.findFreePort();
    SluicectlScript script = new SluicectlScript(sluice, home, api);
    try (AdditionalController controller =
        AdditionalController.withApi(
            sluice.stack(),
            home.getFileName().toString(),
            url(),
            api,
            home.resolve("state"),
            Map.of())) {
      controller.start();
      script.run(
          "OPERATOR='%s' TENANT='%s'\n%s".formatted(operator, tenant, resource("round-trip.sh")));
      return new TenantState(
          Files.readString(home.resolve("operator-exported.yaml")),
          Files.readString(home.resolve("tenant-exported.yaml")),
          hashes(script));
    }
  }

  /** Returns the hash of the active revision of each cluster, once both publishes are in it. */
  private static String hashes(SluicectlScript script) throws IOException, InterruptedException {
    script.run(
        """
        for publish in catalog/1/prod/edge-1 catalog/1/prod/edge-2; do
          until ./sluice status --context north $publish -o json | grep -q '"revision" : [0-9]'; do
            sleep 0.2
          done
        done
        """);
    StringBuilder hashes = new StringBuilder();
    for (String cluster : new String[] {"edge-1", "edge-2"}) {
      String text =
          script.run("./sluice get revisions --context root -o json --filter cluster=" + cluster);
      for (JsonNode revision : JsonMapper.shared().readTree(text)) {
        if (revision.path("status").asString().equals("active")) {
          hashes.append(revision.path("content_hash").asString()).append('\n');
        }
      }
    }
    assertEquals(2, hashes.toString().lines().count(), "clusters with an active revision");
    return hashes.toString();
  }

  /** Returns a policy of each kind, with the first example of its schema. */
  private static String policies() throws IOException {
    StringBuilder documents = new StringBuilder();
    Path schemas =
        RepositoryRoot.find().path().resolve("xds-controller/src/main/resources/policies");
    try (Stream<Path> files = Files.list(schemas)) {
      for (Path file : new TreeSet<>(files.toList())) {
        String kind = file.getFileName().toString().replace(".schema.json", "");
        JsonNode schema = JsonMapper.shared().readTree(Files.readString(file));
        if (!kind.equals(NO_POLICY)) {
          documents.append(
              "---\nkind: Policy\nname: %s\nspec: {%s, kind: %s, enabled: %s, spec: %s}\n"
                  .formatted(
                      kind,
                      place(kind),
                      kind,
                      !CONFLICTING.contains(kind),
                      schema.path("examples").path(0)));
        }
      }
    }
    return documents.toString();
  }

  private static String place(String kind) {
    if (OF_GATEWAYS.contains(kind)) {
      return "scope: gateway, gateway: public";
    }
    return OF_CANARY.contains(kind)
        ? "scope: route, api_service: catalog, route: catalog/template"
        : "scope: service, api_service: catalog";
  }

  private String issuer() {
    return sluice.stack().issuer().issuer();
  }

  private String url() {
    return sluice.stack().database().jdbcUrl().replace("/sluice", "/" + NAME);
  }

  private void recreateDatabase() throws SQLException {
    drop();
    EmbeddedDatabase database = sluice.stack().database();
    execute("create database " + NAME + " owner " + database.owner());
  }

  @AfterEach
  void drop() throws SQLException {
    execute("drop database if exists " + NAME + " with (force)");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = sluice.stack().database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RoundTripIT.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
