package dev.sluice.controller.server;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.Listener;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.RouteBackend;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.value.AuthMode;
import dev.sluice.controller.domain.value.ListenerProtocol;
import dev.sluice.controller.domain.value.LoadBalancing;
import dev.sluice.controller.domain.value.PathMatchKind;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.ir.UpstreamScheme;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.route.SseEventIds;
import dev.sluice.controller.ir.route.UpstreamAuth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** An invented product of ten routes for the warm-up. */
final class WarmUpEntities {
  static final String CLUSTER = "rehearsal";
  static final String PUBLISH = "publish";
  private static final String SERVICE = "service";
  private static final String BACKEND = "backend";
  private static final String TENANT = "tenant";
  private static final String GATEWAY = "gateway";
  private static final String PRODUCT = "product";
  private static final int ROUTES = 10;

  private WarmUpEntities() {}

  /** Returns all entities that the product needs. */
  static List<DomainEntity> all() {
    Listener listener =
        new Listener(
            "listener",
            "http",
            8080,
            ListenerProtocol.HTTP,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    List<DomainEntity> all = new ArrayList<>();
    all.add(new Cluster(CLUSTER, CLUSTER, "region", Optional.empty()));
    all.add(new Tenant(TENANT, "tenant", 1, true));
    all.add(
        new Gateway(
            GATEWAY, TENANT, "gateway", "envoy-gateway", true, Instant.EPOCH, List.of(listener)));
    all.add(new Product(PRODUCT, TENANT, "product", List.of()));
    all.add(new ApiService(SERVICE, TENANT, "service", true));
    all.add(backend());
    all.add(publish());
    IntStream.range(0, ROUTES).mapToObj(n -> route(n, "/")).forEach(all::add);
    return all;
  }

  /** Returns the first route in one of two states. */
  static Route changedRoute(int state) {
    return route(0, "/" + state);
  }

  private static Publish publish() {
    return new Publish(
        PUBLISH,
        TENANT,
        PRODUCT,
        CLUSTER,
        GATEWAY,
        PublishEnvironment.DEV,
        Instant.EPOCH,
        AuthMode.NONE,
        Map.of(),
        List.of("rehearsal.example"),
        List.of(SERVICE));
  }

  private static Backend backend() {
    return new Backend(
        BACKEND,
        SERVICE,
        "backend",
        UpstreamScheme.HTTP,
        LoadBalancing.ROUND_ROBIN,
        Duration.ofSeconds(1),
        1,
        Map.of(),
        Map.of(),
        UpstreamAuth.STRIP,
        false,
        Optional.empty(),
        List.of(new EndpointIr("127.0.0.1", 1, 100, 0)));
  }

  private static Route route(int number, String rewrite) {
    return new Route(
        "route-" + number,
        SERVICE,
        Optional.empty(),
        "route-" + number,
        number,
        PathMatchKind.PREFIX,
        "/" + number,
        List.of("GET"),
        List.of(),
        List.of(),
        Optional.of(rewrite),
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        false,
        Optional.empty(),
        ErrorDialect.SLUICE,
        SseEventIds.NONE,
        false,
        List.of(new RouteBackend(BACKEND, 100, 0)));
  }
}
