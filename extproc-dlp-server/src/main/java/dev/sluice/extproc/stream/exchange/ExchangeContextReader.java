package dev.sluice.extproc.stream.exchange;

import dev.sluice.common.error.ErrorFormat;
import dev.sluice.common.error.ErrorIds;
import dev.sluice.common.error.ErrorWriter;
import dev.sluice.common.error.MessageDetail;
import dev.sluice.common.match.route.RequestHost;
import dev.sluice.common.match.route.RequestPath;
import dev.sluice.common.match.route.RouteTable;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.config.v1.Dialect;
import dev.sluice.config.v1.SseIds;
import dev.sluice.extproc.model.ModelAccess;
import dev.sluice.extproc.model.ModelHealth;
import dev.sluice.extproc.model.ModelStateListener;
import dev.sluice.extproc.model.ModelUse;
import dev.sluice.extproc.policy.ModelRules;
import dev.sluice.extproc.wire.FilterMetadata;
import dev.sluice.extproc.wire.StructView;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A reader of the context of an exchange. It uses the metadata of ext_authz; without it the route
 * table, by host and path; else the defaults of this server.
 */
public final class ExchangeContextReader {
  private static final int MAX_ID = 128;
  private static final String UNKNOWN = "-";

  private final String environment;
  private final BodyInspectionMode inspection;
  private final Supplier<RouteTable<ServedRoute>> routes;
  private final MessageDetail detail;
  private final ModelHealth health;
  private final Supplier<ModelRules> rules;

  /**
   * Creates a reader; the first two values are the defaults. {@code routes} and {@code rules} are
   * read once per exchange.
   *
   * @param detail the detail in the messages of errors
   * @param health the states of models
   * @param rules the rules about models
   */
  public ExchangeContextReader(
      String environment,
      BodyInspectionMode inspection,
      Supplier<RouteTable<ServedRoute>> routes,
      MessageDetail detail,
      ModelHealth health,
      Supplier<ModelRules> rules) {
    this.environment = environment;
    this.inspection = inspection;
    this.routes = routes;
    this.detail = detail;
    this.health = health;
    this.rules = rules;
  }

  /** Creates a reader of exchanges whose errors have sentences, with states of its own. */
  public ExchangeContextReader(
      String environment, BodyInspectionMode inspection, Supplier<RouteTable<ServedRoute>> routes) {
    this(
        environment,
        inspection,
        routes,
        MessageDetail.FULL,
        new ModelHealth(ModelStateListener.NONE),
        () -> ModelRules.NONE);
  }

  public ExchangeContext read(HeaderLines headers, FilterMetadata metadata) {
    StructView decision = metadata.decision();
    return decision.isEmpty() ? fromRoutes(headers) : fromDecision(headers, decision);
  }

  private ExchangeContext fromDecision(HeaderLines headers, StructView decision) {
    String requestId = decision.text("request_id");
    String correlationId = decision.text("correlation_id");
    ErrorIds ids =
        new ErrorIds(
            requestId.isEmpty() ? requestId(headers) : requestId,
            correlationId.isEmpty() ? correlationId(headers) : correlationId);
    ExchangeScope scope =
        new ExchangeScope(
            text(decision, "route", ""),
            text(decision, "tenant", ""),
            text(decision, "environment", environment),
            RequestHost.normalize(headers.text(":authority")),
            path(headers));
    return new ExchangeContext(
        scope,
        inspection(text(decision, "inspection", "")),
        RouteWafParts.ofActions(decision.text("waf_body"), decision.text("waf_answer")),
        text(decision, "project", "-"),
        text(decision, "target", "-"),
        model(headers),
        new ErrorWriter(ErrorFormat.ofName(text(decision, "dialect", "")), detail, ids),
        ExchangeCaller.of(decision, decision.text("route")),
        text(decision, "sse_ids", "").equals("add"),
        ModelCall.runsModel(headers.text(":method"), path(headers)),
        models(routes.get().byId(decision.text("route")), headers, scope));
  }

  private ExchangeContext fromRoutes(HeaderLines headers) {
    String host = headers.text(":authority");
    Optional<ServedRoute> found =
        routes.get().find(host, headers.text(":path"), headers.text(":method"), headers::find);
    ExchangeScope scope =
        new ExchangeScope(
            found.map(entry -> entry.route().getId()).orElse(""),
            "",
            found.map(this::environment).orElse(environment),
            RequestHost.normalize(host),
            path(headers));
    return new ExchangeContext(
        scope,
        found.map(this::inspection).orElse(inspection),
        found.map(entry -> RouteWafParts.of(entry.route())).orElse(RouteWafParts.NONE),
        "-",
        found.map(entry -> entry.route().getTarget()).orElse("-"),
        model(headers),
        new ErrorWriter(
            ErrorFormat.of(
                found.map(entry -> entry.route().getDialect()).orElse(Dialect.DIALECT_SLUICE)),
            detail,
            new ErrorIds(requestId(headers), correlationId(headers))),
        ExchangeCaller.unknown(found.map(entry -> entry.route().getId()).orElse("")),
        found.map(entry -> entry.route().getSseIds() == SseIds.SSE_IDS_ADD).orElse(false),
        ModelCall.runsModel(headers.text(":method"), path(headers)),
        models(found, headers, scope));
  }

  private ModelUse models(Optional<ServedRoute> route, HeaderLines headers, ExchangeScope scope) {
    return route
        .filter(entry -> entry.route().hasModels())
        .map(entry ->
            ModelUse.of(
                entry.publish(),
                entry.route(),
                headers.text(":method"),
                path(headers),
                headers.text("x-model"),
                // The name in a coded body cannot be replaced again.
                !headers.has("content-encoding"),
                health,
                new ModelAccess(rules.get(), scope, entry.publish().getProduct())))
        .orElse(ModelUse.NONE);
  }

  private BodyInspectionMode inspection(String name) {
    return switch (name) {
      case "off" -> BodyInspectionMode.OFF;
      case "pre_only" -> BodyInspectionMode.PRE_ONLY;
      case "pre_and_incremental" -> BodyInspectionMode.PRE_AND_INCREMENTAL;
      default -> inspection;
    };
  }

  private BodyInspectionMode inspection(ServedRoute entry) {
    return switch (entry.route().getInspection()) {
      case INSPECTION_OFF -> BodyInspectionMode.OFF;
      case INSPECTION_PRE_ONLY -> BodyInspectionMode.PRE_ONLY;
      case INSPECTION_PRE_AND_INCREMENTAL -> BodyInspectionMode.PRE_AND_INCREMENTAL;
      case INSPECTION_UNSPECIFIED, UNRECOGNIZED -> inspection;
    };
  }

  private String environment(ServedRoute entry) {
    return switch (entry.publish().getEnvironment()) {
      case ENVIRONMENT_DEV -> "dev";
      case ENVIRONMENT_STAGING -> "staging";
      case ENVIRONMENT_PROD -> "prod";
      case ENVIRONMENT_UNSPECIFIED, UNRECOGNIZED -> environment;
    };
  }

  /**
   * Returns the normalized path. A path without a normal form stays as it is, so that rules still
   * see it.
   */
  private static String path(HeaderLines headers) {
    String raw = headers.text(":path");
    return RequestPath.normalize(raw).orElse(raw);
  }

  private static String model(HeaderLines headers) {
    String model = headers.text("x-model");
    return isVisible(model) ? model : "unknown";
  }

  private static String correlationId(HeaderLines headers) {
    String own = headers.text("x-correlation-id");
    if (isVisible(own)) {
      return own;
    }
    String request = requestId(headers);
    return request.equals(UNKNOWN) ? UNKNOWN : "corr-" + request;
  }

  private static String requestId(HeaderLines headers) {
    String request = headers.text("x-request-id");
    return isVisible(request) ? request : UNKNOWN;
  }

  private static boolean isVisible(String text) {
    boolean visible = !text.isEmpty() && text.length() <= MAX_ID;
    for (int i = 0; visible && i < text.length(); i++) {
      visible = text.charAt(i) > ' ' && text.charAt(i) < 0x7f;
    }
    return visible;
  }

  private static String text(StructView decision, String key, String otherwise) {
    String text = decision.text(key);
    return text.isEmpty() ? otherwise : text;
  }
}
