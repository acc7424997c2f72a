package dev.sluice.controller.xds.resource;

import static dev.sluice.controller.xds.resource.NodeKind.ENVOY;
import static dev.sluice.controller.xds.resource.NodeKind.EXTAUTHZ;
import static dev.sluice.controller.xds.resource.NodeKind.EXTPROC;
import static dev.sluice.controller.xds.resource.NodeKind.GRPC;

import com.google.protobuf.Message;
import dev.sluice.controller.domain.LlmModel;
import dev.sluice.controller.domain.Plan;
import dev.sluice.controller.domain.PolicyServerEntity;
import dev.sluice.controller.domain.policyserver.AddressBlock;
import dev.sluice.controller.domain.policyserver.CachePurge;
import dev.sluice.controller.domain.policyserver.EmergencyFactor;
import dev.sluice.controller.xds.policyserver.AddressBlockTranslator;
import dev.sluice.controller.xds.policyserver.CachePurgeTranslator;
import dev.sluice.controller.xds.policyserver.EmergencyFactorTranslator;
import dev.sluice.controller.xds.policyserver.LlmModelTranslator;
import dev.sluice.controller.xds.policyserver.PlanTranslator;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table of resource types in push order: a resource is sent before those that name it, and the
 * revocation of a credential before any other resource of policy servers. Removals are sent in the
 * reverse order.
 *
 * <p>A type whose resources are made from one row each names the record and its translation.
 */
@SuppressWarnings("ImmutableEnumChecker") // sets are copied, and translators are pure functions
public enum ResourceType {
  CLUSTER("envoy.config.cluster.v3.Cluster", EnumSet.of(ENVOY), Trait.WILDCARD, Trait.DRAINED),
  API_CLUSTER("envoy.config.cluster.v3.Cluster", "ApiCluster", Trait.DRAINED),
  ENDPOINTS(
      "envoy.config.endpoint.v3.ClusterLoadAssignment", EnumSet.of(ENVOY, GRPC), Trait.DRAINED),
  SECRET("envoy.extensions.transport_sockets.tls.v3.Secret", EnumSet.of(ENVOY), Trait.DRAINED),
  LISTENER(
      "envoy.config.listener.v3.Listener",
      EnumSet.of(ENVOY),
      Trait.WILDCARD,
      Trait.AFTER_ENDPOINTS),
  ROUTES("envoy.config.route.v3.RouteConfiguration", EnumSet.of(ENVOY), Trait.AFTER_ENDPOINTS),
  SCOPE(
      "envoy.config.route.v3.ScopedRouteConfiguration",
      EnumSet.of(ENVOY),
      Trait.WILDCARD,
      Trait.AFTER_ENDPOINTS),
  API_ROUTES("envoy.config.route.v3.RouteConfiguration", "ApiRouteConfiguration"),
  API_LISTENER("envoy.config.listener.v3.Listener", "ApiListener"),
  REVOCATION("sluice.config.v1.Revocation", EnumSet.of(EXTAUTHZ), Trait.WILDCARD),
  ADDRESS_BLOCK(
      AddressBlock.class,
      AddressBlockTranslator::translate,
      "sluice.config.v1.AddressBlock",
      EnumSet.of(EXTAUTHZ)),
  EMERGENCY_FACTOR(
      EmergencyFactor.class,
      EmergencyFactorTranslator::translate,
      "sluice.config.v1.EmergencyFactor",
      EnumSet.of(EXTAUTHZ)),
  PUBLISH("sluice.config.v1.Publish", EnumSet.of(EXTAUTHZ, EXTPROC), Trait.WILDCARD, Trait.DRAINED),
  PLAN(
      Plan.class,
      PlanTranslator::translate,
      "sluice.config.v1.Plan",
      EnumSet.of(EXTAUTHZ, EXTPROC)),
  CREDENTIAL("sluice.config.v1.Credential", EnumSet.of(EXTAUTHZ), Trait.WILDCARD),
  LLM_MODEL(
      LlmModel.class,
      LlmModelTranslator::translate,
      "sluice.config.v1.LlmModel",
      EnumSet.of(EXTPROC)),
  CACHE_PURGE(
      CachePurge.class,
      CachePurgeTranslator::translate,
      "sluice.config.v1.CachePurge",
      EnumSet.of(EXTPROC));

  private static final Map<String, ResourceType> BY_URL =
      Arrays.stream(values())
          .collect(Collectors.toMap(ResourceType::url, Function.identity(), (first, _) -> first));

  /** A property of how resources of a type are delivered. */
  private enum Trait {
    /** A first request without names subscribes to all resources of the type. */
    WILDCARD,
    /** Requests in flight may need the resource after the last route to it is removed. */
    DRAINED,
    /** The resource waits until the node has acknowledged clusters and endpoints. */
    AFTER_ENDPOINTS
  }

  /** The translation of the entities of one class. */
  private record EntityTranslation<E extends PolicyServerEntity>(
      Class<E> entity, Function<E, Message> translator) {
    Message translate(PolicyServerEntity value) {
      return translator.apply(entity.cast(value));
    }
  }

  private final String url;
  private final String shortName;
  private final Set<NodeKind> requesters;
  private final Set<Trait> traits;
  private final @Nullable EntityTranslation<?> translation;

  ResourceType(String message, Set<NodeKind> requesters, Trait... traits) {
    this(message, afterLastDot(message), requesters, traits(traits), null);
  }

  /** A type of Envoy in the form for gRPC clients, which request every resource by name. */
  ResourceType(String message, String shortName, Trait... traits) {
    this(message, shortName, EnumSet.of(GRPC), traits(traits), null);
  }

  /** A type whose resources are made from one row each, for policy servers. */
  <E extends PolicyServerEntity> ResourceType(
      Class<E> entity, Function<E, Message> translator, String message, Set<NodeKind> requesters) {
    this(
        message,
        afterLastDot(message),
        requesters,
        traits(Trait.WILDCARD),
        new EntityTranslation<>(entity, translator));
  }

  ResourceType(
      String message,
      String shortName,
      Set<NodeKind> requesters,
      Set<Trait> traits,
      @Nullable EntityTranslation<?> translation) {
    this.url = "type.googleapis.com/" + message;
    this.shortName = shortName;
    this.requesters = Set.copyOf(requesters);
    this.traits = Set.copyOf(traits);
    this.translation = translation;
  }

  private static String afterLastDot(String message) {
    return message.substring(message.lastIndexOf('.') + 1);
  }

  private static Set<Trait> traits(Trait... traits) {
    return Set.of(traits);
  }

  /** Returns the served type with a URL; of two, the form for Envoys. */
  public static Optional<ResourceType> byUrl(String url) {
    return Optional.ofNullable(BY_URL.get(url));
  }

  /** Returns the type with a short name. */
  public static Optional<ResourceType> byShortName(String shortName) {
    return Arrays.stream(values()).filter(type -> type.shortName.equals(shortName)).findFirst();
  }

  /** Returns the type whose resources are made from entities of a class. */
  public static Optional<ResourceType> byEntity(Class<? extends PolicyServerEntity> entity) {
    return Arrays.stream(values())
        .filter(type -> type.translation != null && type.translation.entity().equals(entity))
        .findFirst();
  }

  /** Returns the message of an entity of the class that this type is made from. */
  Message translate(PolicyServerEntity entity) {
    if (translation == null) {
      throw new IllegalStateException(this + " is not made from single rows");
    }
    return translation.translate(entity);
  }

  /** Returns the kinds of nodes that may request the type. */
  public Set<NodeKind> requesters() {
    return requesters;
  }

  /** Returns whether Envoys may request the type. */
  public boolean isForEnvoys() {
    return requesters.contains(ENVOY);
  }

  /** Returns whether requests in flight may need a resource after its last route is removed. */
  public boolean outlivesRoutes() {
    return traits.contains(Trait.DRAINED);
  }

  /** Returns whether a resource waits until the node has clusters and endpoints. */
  public boolean waitsForEndpoints() {
    return traits.contains(Trait.AFTER_ENDPOINTS);
  }

  public String url() {
    return url;
  }

  /** Returns the unique label in metrics: the message name without its package. */
  public String shortName() {
    return shortName;
  }

  /** Returns whether a first request without names subscribes to all resources. */
  public boolean wildcardByDefault() {
    return traits.contains(Trait.WILDCARD);
  }
}
