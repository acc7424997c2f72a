package dev.sluice.extproc.stream.cache;

import dev.sluice.common.match.route.RouteTable;
import dev.sluice.common.waf.WafPart;
import dev.sluice.extproc.cache.CacheControl;
import dev.sluice.extproc.cache.CacheKey;
import dev.sluice.extproc.cache.CachingRule;
import dev.sluice.extproc.cache.ResponseCache;
import dev.sluice.extproc.stream.body.ByteBudget;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import dev.sluice.extproc.stream.exchange.ExchangeCaller;
import dev.sluice.extproc.stream.exchange.ExchangeContext;
import dev.sluice.extproc.stream.exchange.HeaderLines;
import dev.sluice.extproc.stream.exchange.ServedRoute;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A factory of views of the response cache, by the rules of the routes. */
public final class RouteCaching implements ExchangeCaching {
  /** The request headers that responses usually depend on. */
  private static final List<String> VARY =
      List.of("accept", "accept-encoding", "accept-language", "content-type", "origin");

  private final ResponseCache cache;
  private final Supplier<RouteTable<ServedRoute>> routes;
  private final ByteBudget budget;
  private final CacheMetrics metrics;

  /**
   * @param budget bounds the bytes of responses that have not ended
   */
  public RouteCaching(
      ResponseCache cache,
      Supplier<RouteTable<ServedRoute>> routes,
      ByteBudget budget,
      CacheMetrics metrics) {
    this.cache = cache;
    this.routes = routes;
    this.budget = budget;
    this.metrics = metrics;
  }

  /** Opens the view of an exchange. Without a decision about the caller nothing is cached. */
  @Override
  public ExchangeCache open(ExchangeContext exchange, HeaderLines headers, String rules) {
    if (exchange.caller().isUnknown() || exchange.inspection() == BodyInspectionMode.OFF) {
      return ExchangeCache.NONE;
    }
    Optional<CachingRule> rule =
        routes
            .get()
            .byId(exchange.scope().route())
            .flatMap(ServedRoute::caching)
            .filter(each -> each.methods().contains(headers.text(":method")))
            .filter(_ -> !headers.has("upgrade"));
    if (rule.isEmpty()) {
      return ExchangeCache.NONE;
    }
    CacheControl wish = CacheControl.of(headers.list("cache-control"));
    if (wish.has("no-store")) {
      metrics.count(CacheResult.BYPASS);
      return ExchangeCache.NONE;
    }
    boolean refresh =
        wish.has("no-cache")
            || wish.lifetime().map(age -> age.isZero()).orElse(false)
            || headers.list("pragma").equals("no-cache");
    return new RuledExchangeCache(
        cache,
        rule.get(),
        key(rule.get(), exchange, headers, rules),
        refresh,
        headers.list("if-none-match"),
        budget,
        metrics);
  }

  private static CacheKey.Builder key(
      CachingRule rule, ExchangeContext exchange, HeaderLines headers, String rules) {
    ExchangeCaller caller = exchange.caller();
    CacheKey.Builder key =
        new CacheKey.Builder(caller.tenant())
            .add(rule.publish())
            .add(exchange.scope().route())
            .add(rules)
            .add(exchange.inspection().name())
            .add(headers.text(":method"))
            .add(exchange.scope().host())
            .add(headers.text(":path"));
    for (WafPart part : WafPart.values()) {
      key.add(exchange.waf().action(part));
    }
    if (rule.perUser()) {
      caller.parts().forEach(key::add);
    }
    VARY.forEach(name -> key.add(headers.list(name)));
    rule.varyHeaders().forEach(name -> key.add(name).add(headers.list(name)));
    return key;
  }

  /** Returns true if a response that depends on a request header has it in its key. */
  static boolean isInKey(CachingRule rule, String header) {
    return VARY.contains(header) || rule.varyHeaders().contains(header);
  }
}
