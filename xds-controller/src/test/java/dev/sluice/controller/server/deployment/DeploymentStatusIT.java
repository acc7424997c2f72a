package dev.sluice.controller.server.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.push.ObjectDeployment;
import dev.sluice.controller.server.grpc.FakeNode;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.SampleUpstreams;
import dev.sluice.controller.store.history.ClusterRevision;
import dev.sluice.controller.store.history.RevisionRepository;
import dev.sluice.controller.store.report.NodeRepository;
import dev.sluice.controller.testkit.Postgres;
import dev.sluice.controller.xds.resource.NodeKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the status of nodes and revisions in the database. */
final class DeploymentStatusIT {
  private static final NodeIdentity ENVOY =
      new NodeIdentity("default/envoy-1", NodeKind.ENVOY, "default", Optional.empty());
  private static final NodeIdentity OTHER =
      new NodeIdentity("default/envoy-2", NodeKind.ENVOY, "default", Optional.empty());
  private static final String MOVE = "update routes set rewrite_prefix = '/%s' where name = 'chat'";

  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path folder;
  private Database database;
  private ControllerFixture controller;
  private RevisionRepository revisions;

  @BeforeEach
  void start() {
    database = Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS));
    controller = new ControllerFixture(database, folder.resolve("one"));
    revisions = new RevisionRepository(database);
    Await.until(controller::ready);
  }

  @AfterEach
  void stop() {
    controller.close();
    database.close();
  }

  @Test
  void node_thatTakesEverything_isInSyncInTheTables() {
    controller.node(ENVOY);
    Await.until(() ->
        postgres
            .query(
                "select count(*), bool_and(desired_version = acked_version),"
                    + " bool_and(nack_error is null) from node_states")
            .equals(List.of("5|t|t")));
    assertEquals(
        List.of("default/envoy-1|envoy|connected"),
        postgres.query("select node_id, kind, status from agents"));
    assertTrue(deployment().applied());
  }

  @Test
  void nodes_ofAControllerThatWasKilled_areLostWithIt() {
    controller.close();
    for (String name : List.of("gone", "near", "back")) {
      postgres.execute(
          "insert into agents (cluster_id, name, kind, node_id, status, last_seen_at)"
              + " select id, '%1$s', 'envoy', 'default/%1$s', 'connected',".formatted(name)
              + " now() - interval '1 hour' from clusters where name = 'default'");
    }
    new NodeRepository(database).markConnected(List.of("default/near"));
    controller = new ControllerFixture(database, folder.resolve("two"));
    Await.until(() ->
        postgres
            .query("select name, status from agents order by name")
            .equals(List.of("back|disconnected", "gone|disconnected", "near|connected")));
    new NodeRepository(database).markConnected(List.of("default/back"));
    assertEquals(
        List.of("connected"), postgres.query("select status from agents where name = 'back'"));
  }

  @Test
  void node_thatRefuses_isAFindingOfTheRow_andTheLastGoodStays() {
    warnings.expect("node default/envoy-1 refused");
    warnings.expect("goes back to what was good before");
    FakeNode envoy = controller.node(ENVOY);
    String routes = "publish/" + publish();
    Await.until(() -> deployment().applied());
    String good = envoy.version(routes);
    envoy.refuse(routes, "does not like it");
    postgres.execute(MOVE.formatted("bad"));
    String finding =
        "product_publishes/" + publish() + "|RouteConfiguration " + routes + "|default/envoy-1";
    Await.until(() ->
        postgres
            .query("select object, field, node_id from findings where source = 'node'")
            .equals(List.of(finding)));
    Await.until(() ->
        postgres
            .query("select nack_error from node_states where nack_error is not null")
            .equals(List.of(routes + ": does not like it")));
    assertTrue(deployment().rejected());
    FakeNode newcomer = controller.node(OTHER);
    Await.until(() -> newcomer.version(routes).equals(good));
    envoy.refuseNothing();
    postgres.execute(MOVE.formatted("good"));
    Await.until(() -> deployment().applied());
    assertNotEquals(good, envoy.version(routes));
    Await.until(() -> postgres.query("select 1 from findings").isEmpty());
    Await.until(
        () -> postgres.query("select 1 from node_states where nack_error is not null").isEmpty());
  }

  @Test
  void rowThatCannotBePlanned_isAFinding_untilItCan() {
    warnings.expect("is no RE2 expression");
    postgres.execute("update routes set path_kind = 'regex', path = '/(' where name = 'rag'");
    Await.until(() ->
        postgres
            .query("select field, reason from findings")
            .equals(List.of("path|is no RE2 expression: missing closing )")));
    postgres.execute("update routes set path = '/x' where name = 'rag'");
    Await.until(() -> postgres.query("select 1 from findings").isEmpty());
  }

  @Test
  void revisions_followTheRows_andRollBackToAny() {
    FakeNode envoy = controller.node(ENVOY);
    String routes = "publish/" + publish();
    Await.until(() -> active().isPresent() && deployment().applied());
    ClusterRevision first = active().orElseThrow();
    Map<String, String> firstServed = controller.served();
    postgres.execute(MOVE.formatted("second"));
    ClusterRevision second = nextAfter(first);
    assertTrue(second.reason().startsWith("routes/"), second.reason());
    Map<String, String> secondServed = controller.served();
    assertNotEquals(firstServed, secondServed);

    long made = revisions.rollback(first.id(), "operator").orElseThrow();
    Await.until(() -> controller.served().equals(firstServed));
    assertEquals(firstServed.get("default ROUTES " + routes), awaited(envoy, routes, firstServed));
    ClusterRevision back = active().orElseThrow();
    assertEquals(made, back.id());
    assertEquals(first.hash(), back.hash());
    assertEquals("rollback of " + first.id(), back.reason());

    postgres.execute(MOVE.formatted("third"));
    postgres.execute(MOVE.formatted("second"));
    revisions.release("default");
    Await.until(() -> controller.served().equals(secondServed));
    // An intermediate state may have lasted long enough to be written too.
    Await.until(() -> active().filter(r -> r.hash().equals(second.hash())).isPresent());
    ClusterRevision released = active().orElseThrow();
    assertEquals(revisions.content(second.id()), revisions.content(released.id()));
  }

  @Test
  void twoControllers_serveEqualVersions_andOneOfThemWritesRevisions() {
    try (ControllerFixture other = new ControllerFixture(database, folder.resolve("two"))) {
      Await.until(other::ready);
      for (int n = 0; n < 10; n++) {
        postgres.execute(MOVE.formatted("n" + n));
      }
      Await.until(() -> other.served().equals(controller.served()));
      Await.until(() -> active().filter(r -> lastRouteIs("/n9", r)).isPresent());
      assertEquals(
          List.of("1"),
          postgres.query("select count(*) from config_revisions where status = 'active'"));
    }
  }

  @Test
  void controllerStartedAgain_writesNoRevisionForTheSameRows() {
    Await.until(() -> active().isPresent());
    ClusterRevision active = active().orElseThrow();
    controller.close();
    controller = new ControllerFixture(database, folder.resolve("one"));
    Await.until(controller::ready);
    postgres.execute(MOVE.formatted("changed"));
    ClusterRevision next = nextAfter(active);
    assertEquals(2, revisions.latest("default").size(), () -> active + " then " + next);
  }

  private boolean lastRouteIs(String prefix, ClusterRevision revision) {
    return revisions.content(revision.id()).toString().contains("Optional[" + prefix + "]");
  }

  private static String awaited(FakeNode envoy, String name, Map<String, String> served) {
    Await.until(() -> envoy.version(name).equals(served.get("default ROUTES " + name)));
    return envoy.version(name);
  }

  private Optional<ClusterRevision> active() {
    return Optional.ofNullable(revisions.activeRevisions().get("default"));
  }

  private ClusterRevision nextAfter(ClusterRevision last) {
    Await.until(() -> active().filter(active -> active.id() > last.id()).isPresent());
    return active().orElseThrow();
  }

  private ObjectDeployment deployment() {
    return controller.deployments("product_publishes/" + publish()).getFirst();
  }

  private String publish() {
    return postgres.query("select id from product_publishes").getFirst();
  }
}
