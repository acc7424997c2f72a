package dev.sluice.extauthz.policy.limit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An immutable table of the factors of rows. The smallest factor that covers a request counts. */
public final class TighteningFactors {
  private static final int LARGEST_SIZE = 10_000;
  private static final int MOST_DESCRIBED = 20;
  private static final TighteningFactors NONE = new TighteningFactors(Map.of());

  private final Map<String, TighteningFactor> byId;
  private final List<TighteningFactor> general;
  private final Map<String, List<TighteningFactor>> byRoute;

  private TighteningFactors(Map<String, TighteningFactor> byId) {
    this.byId = byId;
    this.general = byId.values().stream().filter(factor -> factor.route().isEmpty()).toList();
    this.byRoute =
        byId.values().stream()
            .filter(factor -> !factor.route().isEmpty())
            .collect(groupingBy(TighteningFactor::route, TreeMap::new, toList()));
  }

  /** The factors of single routes that are in force: how many, and the smallest one. */
  public record RouteSummary(int count, double smallest) {}

  public static TighteningFactors none() {
    return NONE;
  }

  /**
   * Returns this table with the changed factors and without the removed ids.
   *
   * @throws IllegalArgumentException if there are too many
   */
  public TighteningFactors with(Map<String, TighteningFactor> changed, Collection<String> removed) {
    Map<String, TighteningFactor> next = new TreeMap<>(byId);
    next.keySet().removeAll(removed);
    next.putAll(changed);
    if (next.size() > LARGEST_SIZE) {
      throw new IllegalArgumentException("more than " + LARGEST_SIZE + " emergency factors");
    }
    return new TighteningFactors(next);
  }

  /** Returns the factor of all routes of an environment; 1 without any. */
  public double of(String environment, long nowMillis) {
    return smallest(general, environment, nowMillis);
  }

  /** Returns the factor for a route in an environment; 1 without any. */
  public double of(String environment, String route, long nowMillis) {
    List<TighteningFactor> own = byRoute.getOrDefault(route, List.of());
    return Math.min(
        smallest(general, environment, nowMillis), smallest(own, environment, nowMillis));
  }

  /** Returns a summary of the factors of single routes. */
  public RouteSummary ofRoutes(long nowMillis) {
    List<TighteningFactor> inForce = routes(nowMillis).toList();
    return new RouteSummary(
        inForce.size(), inForce.stream().mapToDouble(TighteningFactor::factor).min().orElse(1));
  }

  /**
   * Returns the names of the factors that are in force now, each with its figures. Of many factors,
   * only some are named.
   */
  public List<String> describe(long nowMillis) {
    List<String> texts = new ArrayList<>();
    for (TighteningFactor factor : general) {
      if (factor.isInForce(nowMillis)) {
        String place = factor.environment().isEmpty() ? "" : " in " + factor.environment();
        texts.add(factor.factor() + place + " (" + factor.name() + ")");
      }
    }
    routes(nowMillis)
        .forEach(factor ->
            texts.add(
                factor.factor() + " on route " + factor.route() + " (" + factor.name() + ")"));
    int more = texts.size() - MOST_DESCRIBED;
    return more <= 0
        ? texts
        : Stream.concat(texts.stream().limit(MOST_DESCRIBED), Stream.of("and " + more + " more"))
            .toList();
  }

  private Stream<TighteningFactor> routes(long nowMillis) {
    return byRoute.values().stream()
        .flatMap(List::stream)
        .filter(factor -> factor.isInForce(nowMillis));
  }

  private static double smallest(
      List<TighteningFactor> factors, String environment, long nowMillis) {
    double smallest = 1;
    for (int i = 0; i < factors.size(); i++) {
      TighteningFactor factor = factors.get(i);
      if (factor.covers(environment, nowMillis)) {
        smallest = Math.min(smallest, factor.factor());
      }
    }
    return smallest;
  }
}
