package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.server.deployment.ControllerFixture;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.SampleUpstreams;
import dev.sluice.controller.testkit.Postgres;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.xds.XdsNameResolverProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of the xDS client of gRPC, from rows to servers without an Envoy between them. */
final class GrpcXdsIT {
  private static final String SCHEME = "xds-lab";
  private static final String WEIGHTS =
      "update route_backends set weight = case b.name when '%s' then 100 else 0 end"
          + " from backends b where b.id = backend_id and b.scheme = 'grpc'";
  private static final String STATUS =
      "update product_publishes set status = '%s' where auth_mode = 'none'";

  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path folder;
  private Database database;
  private ControllerFixture controller;
  private GrpcUpstream blue;
  private GrpcUpstream green;
  private XdsNameResolverProvider resolver;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    blue = new GrpcUpstream("blue");
    green = new GrpcUpstream("green");
    database = Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS));
    GrpcUpstream.publish(postgres, blue, green);
    controller = new ControllerFixture(database, folder);
    Await.until(controller::ready);
    resolver = XdsNameResolverProvider.createForTest(SCHEME, bootstrap(controller.listen()));
    NameResolverRegistry.getDefaultRegistry().register(resolver);
    channel = channel("orders.example");
  }

  @AfterEach
  void stop() throws Exception {
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    NameResolverRegistry.getDefaultRegistry().deregister(resolver);
    controller.close();
    database.close();
    blue.close();
    green.close();
  }

  @Test
  void calls_followTheRows_andTheNodeTakesEverything() {
    assertEquals("blue", GrpcUpstream.ask(channel));
    postgres.execute(WEIGHTS.formatted("green"));
    await("green");
    postgres.execute(WEIGHTS.formatted("blue"));
    await("blue");
    Await.until(() ->
        postgres
            .query(
                "select count(*), bool_and(desired_version = acked_version),"
                    + " bool_and(nack_error is null)"
                    + " from node_states join agents a on a.id = agent_id"
                    + " where a.kind = 'grpc' and a.node_id = 'default/shop-1'")
            .equals(List.of("4|t|t")));
    assertEquals(List.of(), postgres.query("select * from findings"));
  }

  @Test
  void endpointMoved_callsFollow() {
    assertEquals("blue", GrpcUpstream.ask(channel));
    postgres.execute(
        "update backend_endpoints set port = %d where port = %d"
            .formatted(green.port(), blue.port()));
    await("green");
    // The client resolves names itself, so a host name makes another kind of cluster.
    postgres.execute(
        "update backend_endpoints set host = 'localhost', port = %d where port = %d"
            .formatted(blue.port(), green.port()));
    await("blue");
  }

  @Test
  void publishWithdrawn_callsFail_untilItIsBack() {
    assertEquals("blue", GrpcUpstream.ask(channel));
    postgres.execute(STATUS.formatted("WITHDRAWN"));
    await(Status.Code.UNAVAILABLE.name());
    postgres.execute(STATUS.formatted("PUBLISHED"));
    await("blue");
  }

  @Test
  void publishThatAsksForMore_isNotForClientsAlone() {
    assertEquals("blue", GrpcUpstream.ask(channel));
    postgres.execute("update policies set spec = '{\"inspection\": \"pre_only\"}'");
    await(Status.Code.UNAVAILABLE.name());
    postgres.execute("update policies set spec = '{\"inspection\": \"off\"}'");
    await("blue");
    postgres.execute("update product_publishes set auth_mode = 'apikey' where auth_mode = 'none'");
    await(Status.Code.UNAVAILABLE.name());
  }

  /** Keeps a second route that needs no gateway, so that the publish itself stays. */
  @Test
  void routeThatNeedsTheGateway_keepsItsPlace() {
    postgres.execute(
        """
        insert into routes (api_service_id, name, path_kind, path)
          select id, 'all', 'prefix', '/' from api_services where name = 'orders';
        insert into route_backends (route_id, backend_id, api_service_id, weight)
          select r.id, b.id, b.api_service_id, 1
          from routes r join backends b using (api_service_id) where r.name = 'all';
        insert into policies (tenant_id, scope, api_service_id, route_id, kind, name, spec)
          select s.tenant_id, 'route', s.id, r.id, 'dlp', 'inspected', '{"inspection": "pre_only"}'
          from api_services s join routes r on r.api_service_id = s.id where r.name = 'names';
        """);
    await(Status.Code.UNAVAILABLE.name());
    postgres.execute("update routes set path = '/other' where name = 'names'");
    Await.until(() -> List.of("blue", "green").contains(answer()));
  }

  /** Uses one client for two targets; it drops one target and requests it again. */
  @Test
  void targetLeftAndComeBack_isAsItIsThen() throws Exception {
    ManagedChannel other = channel("orders.dev.local.api.example.com");
    assertEquals("blue", GrpcUpstream.ask(channel));
    assertEquals("blue", GrpcUpstream.ask(other));
    other.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    postgres.execute(WEIGHTS.formatted("green"));
    await("green");
    ManagedChannel again = channel("orders.dev.local.api.example.com");
    assertEquals("green", GrpcUpstream.ask(again));
    again.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  private void await(String answer) {
    Await.until(() -> answer().equals(answer));
  }

  private String answer() {
    try {
      return GrpcUpstream.ask(channel);
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode().name();
    }
  }

  private static ManagedChannel channel(String host) {
    return Grpc.newChannelBuilder(SCHEME + ":///" + host, InsecureChannelCredentials.create())
        .build();
  }

  private static Map<String, Object> bootstrap(HostPort controller) {
    return Map.of(
        "xds_servers",
        List.of(
            Map.of(
                "server_uri",
                controller.host() + ":" + controller.port(),
                "channel_creds",
                List.of(Map.of("type", "insecure")))),
        "node",
        Map.of(
            "id",
            "default/shop-1",
            "cluster",
            "default",
            "metadata",
            Map.of("sluice_kind", "grpc")));
  }
}
