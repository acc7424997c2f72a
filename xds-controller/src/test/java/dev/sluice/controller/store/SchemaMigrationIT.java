package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(NoWarnings.class)
final class SchemaMigrationIT {
  private static final Path RESOURCES = Path.of("src/main/resources/db");

  @RegisterExtension final Postgres postgres = new Postgres();

  @Test
  void down_eachStep_restoresWhatWasBefore() throws IOException {
    List<String> versions = versions();
    List<List<String>> before = new ArrayList<>();
    for (String version : versions) {
      before.add(SchemaDump.of(postgres));
      migrate(version);
    }
    List<String> whole = SchemaDump.of(postgres);
    for (int i = versions.size() - 1; i >= 0; i--) {
      postgres.execute(Files.readString(script("down", versions.get(i))));
      assertEquals(before.get(i), SchemaDump.of(postgres), "down from V" + versions.get(i));
    }
    postgres.execute("drop table flyway_schema_history");
    migrate("latest");
    assertEquals(whole, SchemaDump.of(postgres));
  }

  @Test
  void migrate_twice_changesNothing() {
    migrate("latest");
    List<String> once = SchemaDump.of(postgres);
    migrate("latest");
    assertEquals(once, SchemaDump.of(postgres));
  }

  @Test
  void migrate_indexesOfTheModel_arePresent() {
    migrate("latest");
    String catalogue = String.join("\n", SchemaDump.of(postgres));
    for (String columns :
        List.of(
            "ON public.product_publishes USING btree (cluster_id, environment, status)",
            "ON public.agents USING btree (cluster_id, status, last_seen_at)",
            "INDEX api_services_tenant_name ON public.api_services USING btree (tenant_id, name)")) {
      assertTrue(catalogue.contains(columns), columns);
    }
    assertTrue(catalogue.contains("column product_publishes.cluster_id uuid NO"));
  }

  @Test
  void sample_appliedAgain_changesNothing() throws IOException {
    Database.open(postgres.config(), Optional.of(SampleUpstreams.ALL)).close();
    List<String> once = rows();
    postgres.execute(Files.readString(script("sample", "4")));
    postgres.execute(Files.readString(script("sample-api", "10")));
    postgres.execute(Files.readString(script("sample", "33")));
    Database.open(postgres.config(), Optional.of(SampleUpstreams.ALL)).close();
    assertEquals(once, rows());
    assertTrue(once.contains("routes 31"), once::toString);
  }

  @Test
  void sample_upstreamMoved_endpointFollows() {
    Database.open(postgres.config(), Optional.of(SampleUpstreams.ALL)).close();
    HostPort moved = new HostPort("127.0.0.1", 9201);
    SampleData sample =
        new SampleData(
            moved,
            moved,
            moved,
            moved,
            moved,
            Optional.of(new SampleData.ApiUpstreams(moved, moved)));
    Database.open(postgres.config(), Optional.of(sample)).close();
    assertEquals(
        List.of("127.0.0.1|9201"),
        postgres.query("select distinct host, port from backend_endpoints"));
  }

  @Test
  void sample_wantedLater_isAdded() {
    Database.open(postgres.config(), Optional.empty()).close();
    Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS)).close();
    assertEquals(List.of("default"), postgres.query("select name from clusters"));
  }

  @Test
  void sampleStep_takenDown_restoresWhatWasBefore() throws IOException {
    Database.open(postgres.config(), Optional.of(SampleUpstreams.ALL)).close();
    List<String> with = rows();
    postgres.execute(Files.readString(script("down", "33")));
    assertTrue(rows().contains("routes 21"), () -> rows().toString());
    Database.open(postgres.config(), Optional.of(SampleUpstreams.ALL)).close();
    assertEquals(with, rows());
  }

  @Test
  void sample_apiAddedLater_isAdded() {
    Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS)).close();
    Database.open(postgres.config(), Optional.of(SampleUpstreams.ALL)).close();
    assertEquals(
        List.of("ai-gateway", "api-gateway"),
        postgres.query("select name from gateways order by 1"));
  }

  @Test
  void sample_aiRoutes_speakOpenAi() throws IOException {
    String dialects =
        "select services.name, string_agg(distinct dialect, ',') from routes"
            + " join api_services services on services.id = api_service_id"
            + " where services.name in ('autocomplete', 'chat', 'agent', 'rag')"
            + " and dialect <> 'anthropic' group by 1"
            + " order by 1";
    Database.open(postgres.config(), Optional.of(SampleUpstreams.ALL)).close();
    List<String> spoken =
        List.of("agent|openai", "autocomplete|openai", "chat|openai", "rag|openai");
    assertEquals(spoken, postgres.query(dialects));
    assertEquals(
        List.of("sluice"),
        postgres.query("select distinct dialect from routes where path like '/api/%'"));
    postgres.execute(Files.readString(script("down", "32")));
    assertEquals(
        List.of("agent|sluice", "autocomplete|sluice", "chat|sluice", "rag|sluice"),
        postgres.query(dialects));
    Database.open(postgres.config(), Optional.of(SampleUpstreams.ALL)).close();
    assertEquals(spoken, postgres.query(dialects));
  }

  @Test
  void sample_takenDown_leavesNothing() throws IOException {
    Database.open(postgres.config(), Optional.empty()).close();
    List<String> empty = rows();
    Database.open(postgres.config(), Optional.of(SampleUpstreams.ALL)).close();
    postgres.execute(Files.readString(script("down", "4")));
    assertEquals(empty, rows());
  }

  private void migrate(String version) {
    Flyway.configure()
        .dataSource(postgres.config().source("test"))
        .locations("classpath:db/migration")
        .placeholderReplacement(false)
        .target(version)
        .load()
        .migrate();
  }

  /** Returns the row counts of all tables except the change log, which also counts attempts. */
  private List<String> rows() {
    return postgres
        .query("select tablename from pg_tables where schemaname = 'public' order by 1")
        .stream()
        .filter(table -> !table.startsWith("flyway_") && !table.equals("change_log"))
        .map(table -> table + " " + postgres.query("select count(*) from " + table).getFirst())
        .toList();
  }

  private static List<String> versions() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("migration"))) {
      return files
          .map(file -> file.getFileName().toString())
          .map(name -> name.substring(1, name.indexOf("__")))
          .sorted(Comparator.comparingInt(Integer::parseInt))
          .toList();
    }
  }

  private static Path script(String folder, String version) throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("V" + version + "__"))
          .findFirst()
          .orElseThrow();
    }
  }
}
