package dev.sluice.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.testkit.Postgres;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test of the cluster that publishes of version 1 get: the default-cluster part of C-74. */
@ExtendWith(NoWarnings.class)
final class LegacyClusterIT {
  private static final String ADD_CLUSTER =
      "insert into clusters (name, region, cloud_provider) values ('%s', 'local', 'aws');";

  @RegisterExtension final Postgres postgres = new Postgres();

  @Test
  void publishes_withoutAnyCluster_getADefaultOne() {
    Version1Database.in(postgres);
    open();
    assertEquals(List.of("default|active|t"), clusters());
    assertEquals(
        List.of("DRAFT|default", "PUBLISHED|default", "PUBLISHED|default", "WITHDRAWN|default"),
        publishes());
    assertEquals(
        List.of("edge-1|default"),
        postgres.query("select a.name, c.name from agents a join clusters c on c.id = cluster_id"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "east, '', east",
    "east west, '', default",
    "east default, '', default",
    "east default, west, west",
  })
  void defaultCluster_isTheOneThatWasMeant(String names, String marked, String chosen) {
    Version1Database.in(postgres);
    for (String name : names.split(" ")) {
      postgres.execute(ADD_CLUSTER.formatted(name));
    }
    if (!marked.isEmpty()) {
      postgres.execute("alter table clusters add column is_default boolean not null default false");
      postgres.execute(
          "insert into clusters (name, region, cloud_provider, is_default)"
              + " values ('"
              + marked
              + "', 'local', 'aws', true)");
    }
    open();
    assertEquals(List.of(chosen), postgres.query("select name from clusters where is_default"));
    assertEquals(
        List.of(chosen),
        postgres.query(
            "select distinct c.name from product_publishes join clusters c on c.id = cluster_id"));
  }

  @Test
  void publish_withACluster_keepsIt() {
    Version1Database.in(postgres);
    postgres.execute(
        "alter table product_publishes add column cluster_id uuid references clusters;"
            + ADD_CLUSTER.formatted("east")
            + ADD_CLUSTER.formatted("west")
            + "update product_publishes set cluster_id = (select id from clusters where name = 'west')"
            + " where status = 'DRAFT'");
    open();
    assertEquals(
        List.of("DRAFT|west", "PUBLISHED|default", "PUBLISHED|default", "WITHDRAWN|default"),
        publishes());
  }

  @Test
  void database_withClustersAndGateways_isOfVersion1() {
    Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS)).close();
    // Version 1 has no templates.
    postgres.execute("update routes set path_kind = 'exact' where path_kind = 'template'");
    postgres.execute("alter table api_services add column gateway_id uuid");
    open();
    assertEquals(List.of("PUBLISHED|default"), publishes());
    assertTrue(!String.join("\n", SchemaDump.of(postgres)).contains("api_services.gateway_id"));
  }

  @Test
  void sampleData_besideTheRowsOfVersion1_isAdded() {
    Version1Database.in(postgres);
    Database.open(Version1Database.asked(postgres.config()), Optional.of(SampleUpstreams.UPSTREAMS))
        .close();
    assertEquals(List.of("default|active|t"), clusters());
    assertEquals(List.of("4"), postgres.query("select count(*) from tenants"));
  }

  private void open() {
    Database.open(Version1Database.asked(postgres.config()), Optional.empty()).close();
  }

  private List<String> clusters() {
    return postgres.query("select name, status, is_default from clusters order by name");
  }

  private List<String> publishes() {
    return postgres.query(
        "select p.status, c.name from product_publishes p join clusters c on c.id = cluster_id"
            + " order by p.status");
  }
}
