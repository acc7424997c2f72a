package dev.sluice.controller.compile;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Backend;
import dev.sluice.controller.domain.ClientApp;
import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.CustomerCredential;
import dev.sluice.controller.domain.CustomerSubscription;
import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.Listener;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Product;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.RouteBackend;
import dev.sluice.controller.domain.Tenant;
import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.policyserver.AddressBlock;
import dev.sluice.controller.domain.policyserver.EmergencyFactor;
import dev.sluice.controller.domain.value.AuthMode;
import dev.sluice.controller.domain.value.ListenerProtocol;
import dev.sluice.controller.domain.value.LoadBalancing;
import dev.sluice.controller.domain.value.PathMatchKind;
import dev.sluice.controller.domain.value.PolicyScope;
import dev.sluice.controller.domain.value.SubscriptionStatus;
import dev.sluice.controller.domain.value.TlsMode;
import dev.sluice.controller.domain.value.VersionStatus;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.ir.UpstreamScheme;
import dev.sluice.controller.ir.access.CredentialProofIr;
import dev.sluice.controller.ir.access.PlanTier;
import dev.sluice.controller.ir.access.PublishEnvironment;
import dev.sluice.controller.ir.access.Sha256Digest;
import dev.sluice.controller.ir.llm.ModelProvider;
import dev.sluice.controller.ir.llm.ModelRequestKind;
import dev.sluice.controller.ir.llm.ModelStatus;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.route.SseEventIds;
import dev.sluice.controller.ir.route.UpstreamAuth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A generator of random entities with few ids, so that many refer to each other. */
public final class RandomEntities {
  private static final Optional<Instant> NEVER = Optional.empty();

  private final Random random;

  public RandomEntities(Random random) {
    this.random = random;
  }

  private String id(String kind, int of) {
    return kind + random.nextInt(of);
  }

  private boolean seldom() {
    return random.nextInt(8) == 0;
  }

  DomainEntity entity() {
    return switch (random.nextInt(26)) {
      case 0 -> new Tenant(id("t", 2), "tenant", 1, !seldom());
      case 1 -> cluster(id("c", 2));
      case 2 -> gateway(id("g", 3));
      case 3 -> new Product(id("d", 3), id("t", 2), id("slug", 2), List.of());
      case 4, 5, 6 -> publish(id("p", 5));
      case 7 -> service(id("s", 3));
      case 8 -> version(id("v", 3));
      case 9 -> backend(id("b", 4), id("s", 3), random.nextInt(1, 4));
      case 10 -> policy(id("y", 4));
      case 11 -> plan(id("n", 3));
      case 12 -> new ClientApp(id("a", 2), !seldom());
      case 13, 14 -> subscription(id("u", 4));
      case 15, 16, 17 -> credential(id("k", 6));
      case 18 -> llm(id("m", 4));
      case 19 -> revocation(id("x", 4));
      case 20 -> factor(id("f", 3));
      case 21 ->
          new AddressBlock(
              id("i", 3), "203.0.113.0/24", seldom(), Optional.empty(), Optional.empty());
      default -> route(id("r", 6), id(random.nextBoolean() ? "/path" : "/v", 3));
    };
  }

  private EmergencyFactor factor(String id) {
    Optional<String> cluster = seldom() ? Optional.empty() : Optional.of(id("c", 2));
    return new EmergencyFactor(
        id, id, cluster, Optional.empty(), Optional.empty(), 0.5, Optional.empty());
  }

  private ApiService service(String id) {
    Map<String, Object> versioning =
        switch (random.nextInt(6)) {
          case 0 -> Map.of("by", "path");
          case 1 -> Map.of("by", "header", "name", "x-version");
          case 2 -> Map.of("by", "media_type");
          case 3 -> Map.of("by", "header");
          default -> Map.of();
        };
    return new ApiService(id, id("t", 2), id("name", 2), !seldom(), versioning);
  }

  private ApiVersion version(String id) {
    Instant from = time();
    return new ApiVersion(
        id,
        id("s", 3),
        id("v", 3),
        seldom() ? VersionStatus.SUNSET : VersionStatus.ACTIVE,
        seldom(),
        sometimes(),
        sometimes(),
        random.nextBoolean() ? Optional.of(id("v", 3)) : Optional.empty(),
        seldom() ? Optional.of("no address") : Optional.empty(),
        seldom()
            ? Map.of(
                "windows",
                List.of(Map.of("from", from.toString(), "to", from.plusSeconds(60_000).toString())))
            : Map.of());
  }

  private Cluster cluster(String id) {
    return new Cluster(id, id + id("-name", 2), id("region", 2), Optional.empty());
  }

  private Gateway gateway(String id) {
    ListenerProtocol protocol =
        switch (random.nextInt(8)) {
          case 0 -> ListenerProtocol.TCP;
          case 1, 2, 3 -> ListenerProtocol.HTTPS;
          default -> ListenerProtocol.HTTP;
        };
    return new Gateway(
        id,
        id("t", 2),
        id("gateway", 2),
        seldom() ? "kong" : "envoy-gateway",
        !seldom(),
        Instant.ofEpochSecond(random.nextInt(3)),
        List.of(listener("l", protocol), listener("m", protocol)));
  }

  private Listener listener(String id, ListenerProtocol protocol) {
    boolean bytes = protocol == ListenerProtocol.TCP;
    return new Listener(
        id,
        id.equals("l") ? "http" : "other",
        8000 + random.nextInt(3),
        protocol,
        seldom() && !bytes ? Optional.of("*.example") : Optional.empty(),
        bytes ? Optional.empty() : Optional.of(seldom() ? TlsMode.PASSTHROUGH : TlsMode.TERMINATE),
        Optional.of(id("secret", 3)),
        protocol == ListenerProtocol.HTTPS && seldom()
            ? Map.of("client_certificates", Map.of("ca", id("secret", 3)))
            : Map.of(),
        protocol == ListenerProtocol.HTTPS && seldom(),
        seldom(),
        bytes ? Optional.of(id("b", 4)) : Optional.empty(),
        List.of(),
        0,
        0);
  }

  private Publish publish(String id) {
    Set<String> services = new TreeSet<>();
    services.add(id("s", 3));
    services.add(id("s", 3));
    return publish(
        id, id("g", 3), List.of(seldom() ? "*.example" : id("host", 3)), List.copyOf(services));
  }

  private Publish publish(String id, String gateway, List<String> hosts, List<String> services) {
    return new Publish(
        id,
        id("t", 2),
        id("d", 3),
        id("c", 2),
        gateway,
        PublishEnvironment.DEV,
        Instant.ofEpochSecond(random.nextInt(3)),
        seldom() ? AuthMode.OAUTH2 : AuthMode.NONE,
        Map.of(),
        hosts,
        services);
  }

  private Backend backend(String id, String service, int port) {
    return new Backend(
        id,
        service,
        id("name", 3),
        random.nextBoolean() ? UpstreamScheme.GRPC : UpstreamScheme.HTTP,
        seldom() ? LoadBalancing.CONSISTENT_HASH : LoadBalancing.ROUND_ROBIN,
        seldom() ? Map.of("policy", id("random", 2).replace("0", "")) : Map.of(),
        Duration.ofSeconds(1),
        10,
        seldom() ? Map.of("tcp", Map.of()) : Map.of(),
        seldom() ? Map.of("http2", true) : Map.of(),
        UpstreamAuth.STRIP,
        false,
        Optional.empty(),
        List.of(
            new EndpointIr(
                "10.0.0.1",
                port,
                100,
                0,
                random.nextBoolean() ? Optional.of(id("zone", 2)) : Optional.empty(),
                seldom(),
                seldom() ? Map.of(id("label", 2), id("value", 2)) : Map.of())));
  }

  private Route route(String id, String path) {
    RouteBackend share =
        new RouteBackend(
            id("b", 4), 100, 0, seldom() ? Map.of(id("label", 2), id("value", 2)) : Map.of());
    return route(id, id("s", 3), path, Optional.of(id("v", 3)), share);
  }

  private static Route route(
      String id, String service, String path, Optional<String> version, String backend) {
    return route(id, service, path, version, new RouteBackend(backend, 100, 0));
  }

  private static Route route(
      String id, String service, String path, Optional<String> version, RouteBackend backend) {
    return new Route(
        id,
        service,
        version,
        id,
        0,
        path.endsWith("2") ? PathMatchKind.REGEX : PathMatchKind.PREFIX,
        path.endsWith("2") ? "/(" : path,
        List.of(),
        List.of(Map.of("name", "x-a", path.endsWith("1") ? "suffix" : "exact", "1")),
        path.endsWith("1") ? List.of(Map.of("name", "q", "present", true)) : List.of(),
        Optional.empty(),
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        false,
        Optional.empty(),
        ErrorDialect.SLUICE,
        SseEventIds.NONE,
        false,
        List.of(backend));
  }

  private Plan plan(String id) {
    int limit = random.nextInt(1, 3);
    return new Plan(id, id("d", 3), id, PlanTier.FREE, Optional.empty(), limit, 1, 0, 0, 0);
  }

  private CustomerSubscription subscription(String id) {
    SubscriptionStatus status = random.nextBoolean() ? SubscriptionStatus.ACTIVE : anyStatus();
    boolean ended = status == SubscriptionStatus.CANCELLED || status == SubscriptionStatus.REJECTED;
    return new CustomerSubscription(
        id, id("t", 2), id("p", 5), id("n", 3), status, ended ? Optional.of(time()) : NEVER);
  }

  private SubscriptionStatus anyStatus() {
    List<SubscriptionStatus> all = List.of(SubscriptionStatus.values());
    return all.get(random.nextInt(all.size()));
  }

  private CustomerCredential credential(String id) {
    return new CustomerCredential(
        id,
        id("u", 4),
        random.nextBoolean() ? Optional.of(id("a", 2)) : Optional.empty(),
        new CredentialProofIr.ApiKey(id, new Sha256Digest(1, 2, 3, random.nextInt(2))),
        List.of(),
        sometimes(),
        sometimes(),
        seldom() ? Optional.of(time()) : NEVER);
  }

  private Optional<Instant> sometimes() {
    return random.nextInt(4) == 0 ? Optional.of(time()) : NEVER;
  }

  /** Returns a time in the month after the epoch. */
  private Instant time() {
    return Instant.EPOCH.plus(Duration.ofHours(random.nextInt(720)).plusMillis(random.nextInt(2)));
  }

  private TokenRevocation revocation(String id) {
    return new TokenRevocation(
        id,
        random.nextBoolean()
            ? new TokenRevocation.Tokens.OfTenant(id("t", 2))
            : new TokenRevocation.Tokens.One("default", id("j", 2)),
        NEVER,
        random.nextBoolean() ? NEVER : Optional.of(time()));
  }

  private LlmModel llm(String id) {
    return new LlmModel(
        id,
        random.nextBoolean() ? Optional.of(id("t", 2)) : Optional.empty(),
        id,
        id("b", 4),
        id,
        ModelProvider.OPENAI,
        0,
        List.of(ModelRequestKind.CHAT),
        seldom() ? -1 : 1,
        1,
        random.nextInt(3),
        ModelStatus.ACTIVE);
  }

  private Policy policy(String id) {
    boolean service = random.nextBoolean();
    return new Policy(
        id,
        id("t", 2),
        service ? PolicyScope.SERVICE : PolicyScope.GLOBAL,
        Optional.empty(),
        service ? Optional.of(id("s", 3)) : Optional.empty(),
        Optional.empty(),
        seldom() ? "cache" : "dlp",
        Optional.empty(),
        Map.of("inspection", seldom() ? "all" : "pre_only"));
  }

  /** Returns an entity of each type, and two publishes of different services. */
  public List<DomainEntity> whole() {
    Instant since = Instant.EPOCH;
    Listener http =
        new Listener(
            "l",
            "http",
            8080,
            ListenerProtocol.HTTP,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return List.of(
        new Tenant("t", "tenant", 1, true),
        new Cluster("c", "cluster", "region", Optional.empty()),
        new Gateway("g", "t", "gateway", "envoy-gateway", true, since, List.of(http)),
        new Product("d", "t", "slug", List.of()),
        new ApiService("s", "t", "service", true, Map.of()),
        new ApiService("z", "t", "another", true, Map.of()),
        whole("p", "s"),
        whole("q", "z"),
        new Plan("n", "d", "plan", PlanTier.FREE, Optional.empty(), 1, 1, 0, 0, 0),
        new CustomerSubscription("u", "t", "p", "n", SubscriptionStatus.ACTIVE, NEVER),
        key("k", NEVER),
        key("j", NEVER),
        endpoint("b", "s", 1),
        endpoint("e", "z", 1),
        route("r", "s", "/path", Optional.empty(), "b"),
        route("o", "z", "/path", Optional.empty(), "e"));
  }

  private static Publish whole(String id, String service) {
    return new Publish(
        id,
        "t",
        "d",
        "c",
        "g",
        PublishEnvironment.DEV,
        Instant.EPOCH,
        AuthMode.NONE,
        Map.of(),
        List.of(id + ".example"),
        List.of(service));
  }

  private static Backend endpoint(String id, String service, int port) {
    return new Backend(
        id,
        service,
        id,
        UpstreamScheme.HTTP,
        LoadBalancing.ROUND_ROBIN,
        Map.of(),
        Duration.ofSeconds(1),
        10,
        Map.of(),
        Map.of(),
        UpstreamAuth.STRIP,
        false,
        Optional.empty(),
        List.of(new EndpointIr("10.0.0.1", port, 100, 0)));
  }

  /** Returns the gateway with a TLS listener. */
  public DomainEntity encrypted(String secret) {
    Listener https =
        new Listener(
            "l",
            "https",
            8443,
            ListenerProtocol.HTTPS,
            Optional.empty(),
            Optional.of(TlsMode.TERMINATE),
            Optional.of(secret));
    return new Gateway("g", "t", "gateway", "envoy-gateway", true, Instant.EPOCH, List.of(https));
  }

  private static CustomerCredential key(String id, Optional<Instant> ended) {
    return new CustomerCredential(
        id,
        "u",
        Optional.empty(),
        new CredentialProofIr.ApiKey(id, new Sha256Digest(1, 2, 3, 4)),
        List.of(),
        NEVER,
        NEVER,
        ended);
  }

  /** Returns a credential revoked at a time. */
  DomainEntity revoked(Instant at) {
    return key("k", Optional.of(at));
  }

  /** Returns the route of the first publish with another path. */
  DomainEntity otherPath() {
    return route("r", "s", "/another", Optional.empty(), "b");
  }

  /** Returns the backend of the first publish with another port. */
  DomainEntity otherEndpoint() {
    return endpoint("b", "s", 2);
  }
}
