package dev.sluice.ctl.resource;

import static dev.sluice.ctl.resource.Portal.CUSTOMER;
import static dev.sluice.ctl.resource.Portal.OPERATOR;
import static dev.sluice.ctl.resource.Portal.PROVIDER;

import dev.sluice.ctl.failure.CommandFailure;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kinds of resources, in an order in which each kind follows those that it refers to. The name
 * of a resource consists of the values of {@link #key()}: a member, or two that a colon joins.
 */
@SuppressWarnings("ImmutableEnumChecker") // The collections are those of Set.of, List.of, Map.of.
public enum ResourceKind {
  TENANT("Tenant", "tenants", Set.of(OPERATOR), key("slug"), Map.of(), "kind", "status"),
  USER("User", "users", Set.of(OPERATOR), key("subject"), Map.of(), "issuer", "status"),
  ROLE_BINDING(
      "RoleBinding",
      "role-bindings",
      Set.of(OPERATOR),
      key("user_id", "role", "scope", "tenant_id"),
      Map.of("user_id", USER, "tenant_id", TENANT)),
  CLUSTER("Cluster", "clusters", Set.of(OPERATOR), key("name"), Map.of(), "region", "status"),
  AGENT(
      "Agent",
      "agents",
      Set.of(OPERATOR),
      key("cluster_id", "name"),
      Map.of("cluster_id", CLUSTER),
      "kind",
      "status",
      "node_id"),
  REVISION(
      "Revision",
      "revisions",
      Set.of(OPERATOR),
      key("id"),
      Map.of(),
      "cluster",
      "status",
      "pinned",
      "content_hash",
      "reason"),
  IP_BLOCK(
      "IpBlock",
      "ip-blocks",
      Set.of(OPERATOR),
      key("cidr", "action", "source", "tenant_id"),
      Map.of("tenant_id", TENANT),
      "reason"),
  EMERGENCY_FACTOR(
      "EmergencyFactor",
      "emergency-factors",
      Set.of(OPERATOR),
      key("name"),
      Map.of("cluster_id", CLUSTER),
      "environment",
      "route",
      "factor",
      "source",
      "reason",
      "expires_at"),
  API_SERVICE("ApiService", "api-services", Set.of(PROVIDER), key("name"), Map.of(), "status"),
  API_VERSION(
      "ApiVersion",
      "versions",
      API_SERVICE,
      key("api_service_id", "label"),
      Map.of("api_service_id", API_SERVICE),
      "status"),
  BACKEND(
      "Backend",
      "backends",
      API_SERVICE,
      key("api_service_id", "name"),
      Map.of("api_service_id", API_SERVICE),
      "scheme",
      "lb_policy"),
  ENDPOINT(
      "Endpoint",
      "endpoints",
      BACKEND,
      key("backend_id", "host:port"),
      Map.of("backend_id", BACKEND),
      "weight",
      "enabled"),
  LLM_MODEL(
      "LlmModel",
      "llm-models",
      Set.of(PROVIDER),
      key("backend_id", "alias"),
      Map.of("backend_id", BACKEND),
      "upstream_model",
      "provider",
      "priority",
      "input_price",
      "output_price",
      "status",
      "health/state"),
  GATEWAY(
      "Gateway",
      "gateways",
      Set.of(PROVIDER),
      key("name"),
      Map.of("listeners/*/backend_id", BACKEND),
      "status"),
  ROUTE(
      "Route",
      "routes",
      API_SERVICE,
      key("api_service_id", "name"),
      Map.of(
          "api_service_id",
          API_SERVICE,
          "api_version_id",
          API_VERSION,
          "backends/*/backend_id",
          BACKEND),
      "path_kind",
      "path",
      "enabled"),
  POLICY(
      "Policy",
      "policies",
      Set.of(PROVIDER),
      key("name"),
      Map.of("gateway_id", GATEWAY, "api_service_id", API_SERVICE, "route_id", ROUTE),
      "scope",
      "kind",
      "enabled"),
  PRODUCT(
      "Product",
      "products",
      Set.of(PROVIDER, CUSTOMER),
      key("slug", "version"),
      Map.of(),
      "status"),
  PLAN(
      "Plan",
      "plans",
      Set.of(PROVIDER, CUSTOMER),
      key("product_id", "name"),
      Map.of("product_id", PRODUCT),
      "tier",
      "status"),
  PRODUCT_PUBLISH(
      "ProductPublish",
      "product-publishes",
      Set.of(PROVIDER, CUSTOMER),
      key("product_id", "environment", "cluster_id"),
      Map.of(
          "product_id",
          PRODUCT,
          "api_services/*",
          API_SERVICE,
          "gateway_id",
          GATEWAY,
          "cluster_id",
          CLUSTER),
      "status",
      "hostnames"),
  CLIENT_APP("ClientApp", "client-apps", Set.of(CUSTOMER), key("name"), Map.of(), "status"),
  SUBSCRIPTION(
      "Subscription",
      "subscriptions",
      Set.of(PROVIDER, CUSTOMER),
      key("publish_id"),
      Map.of("publish_id", PRODUCT_PUBLISH, "plan_id", PLAN),
      "status"),
  CREDENTIAL(
      "Credential",
      "credentials",
      Set.of(PROVIDER, CUSTOMER),
      key("prefix"),
      Map.of("subscription_id", SUBSCRIPTION, "client_app_id", CLIENT_APP),
      "label",
      "status");

  private static final Set<String> MADE_BY_SYSTEM = Set.of("Agent", "Revision", "Credential");

  private final String documentKind;
  private final String plural;
  private final Set<Portal> portals;
  private final Optional<ResourceKind> parent;
  private final List<String> key;
  private final Map<String, ResourceKind> references;
  private final List<String> columns;

  ResourceKind(
      String documentKind,
      String plural,
      Set<Portal> portals,
      List<String> key,
      Map<String, ResourceKind> references,
      String... columns) {
    this.documentKind = documentKind;
    this.plural = plural;
    this.portals = portals;
    this.parent = Optional.empty();
    this.key = key;
    this.references = references;
    this.columns = List.of(columns);
  }

  ResourceKind(
      String documentKind,
      String plural,
      ResourceKind parent,
      List<String> key,
      Map<String, ResourceKind> references,
      String... columns) {
    this.documentKind = documentKind;
    this.plural = plural;
    this.portals = parent.portals;
    this.parent = Optional.of(parent);
    this.key = key;
    this.references = references;
    this.columns = List.of(columns);
  }

  private static List<String> key(String... members) {
    return List.of(members);
  }

  /** Returns the kind with a plural or singular word of the command line. */
  public static ResourceKind ofWord(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.plural.equals(word) || kind.singular().equals(word))
        .findFirst()
        .orElseThrow(() ->
            CommandFailure.error(
                "There is no resource \"%s\"; use one of %s."
                    .formatted(
                        word,
                        Arrays.stream(values())
                            .map(ResourceKind::plural)
                            .collect(Collectors.joining(", ")))));
  }

  /** Returns the kind with the word of a YAML document, such as {@code ApiService}. */
  public static Optional<ResourceKind> ofDocument(String word) {
    return Arrays.stream(values()).filter(kind -> kind.documentKind.equals(word)).findFirst();
  }

  public String documentKind() {
    return documentKind;
  }

  public String plural() {
    return plural;
  }

  /** Returns the word for one resource, such as {@code api-service}. */
  public String singular() {
    if (plural.endsWith("ies")) {
      return plural.substring(0, plural.length() - 3) + "y";
    }
    return plural.endsWith("shes")
        ? plural.substring(0, plural.length() - 2)
        : plural.substring(0, plural.length() - 1);
  }

  public Set<Portal> portals() {
    return portals;
  }

  public Optional<ResourceKind> parent() {
    return parent;
  }

  public List<String> key() {
    return key;
  }

  /** Returns the kinds that members refer to. A star in a path is any item of a list. */
  public Map<String, ResourceKind> references() {
    // A constant cannot refer to itself before it exists.
    return this == API_VERSION
        ? Map.of("api_service_id", API_SERVICE, "successor_id", API_VERSION)
        : references;
  }

  /** Returns the members that a table shows, as paths. */
  public List<String> columns() {
    return columns;
  }

  /** Returns whether documents can have this kind. The system makes keys, agents and revisions. */
  public boolean isApplied(Portal portal) {
    return !MADE_BY_SYSTEM.contains(documentKind)
        && switch (portal) {
          case OPERATOR, PROVIDER -> this != SUBSCRIPTION && portals.contains(portal);
          case CUSTOMER -> this == CLIENT_APP || this == SUBSCRIPTION;
        };
  }

  /** Returns whether users of a portal can read this kind. */
  public boolean isReadable(Portal portal) {
    return portals.contains(portal) || (portal == PROVIDER && portals.contains(OPERATOR));
  }

  /** Returns the path of the list below a parent, whose id is empty for kinds without one. */
  public String path(Portal portal, String parentId) {
    Portal used = portals.contains(portal) ? portal : Collections.min(portals);
    return used.path()
        + parent.map(above -> above.plural + "/" + parentId + "/").orElse("")
        + plural;
  }
}
