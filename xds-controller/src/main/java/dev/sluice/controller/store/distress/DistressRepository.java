package dev.sluice.controller.store.distress;

import dev.sluice.controller.distress.DistressChange;
import dev.sluice.controller.distress.DistressRule;
import dev.sluice.controller.distress.DistressState;
import dev.sluice.controller.distress.RouteSeries;
import dev.sluice.controller.distress.WatchedRoute;
import dev.sluice.controller.ir.policy.RateLimitIr.Tightening;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.distress.RouteFactorTable.RouteFactorRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A repository of the factors of routes in distress. All changes at one time are one transaction
 * under a lock, so that several controllers may run.
 */
public final class DistressRepository {
  private static final int MOST_ROWS = 1_000;
  private static final String UNWATCHED = "no policy tightens its limits any more";
  private static final String EXPIRED = "no controller has judged it for a minute";

  private final Database database;

  public DistressRepository(Database database) {
    this.database = database;
  }

  /**
   * Makes the next change of each route. Returns the changes; none if another controller makes
   * them.
   *
   * @param watched the routes with a rule, by id
   */
  public List<DistressEvent> advance(Map<String, WatchedRoute> watched, Instant now) {
    return database.writeReturning(
        "judging routes",
        db -> {
          RouteFactorTable factors = new RouteFactorTable(db, now);
          if (!factors.lock()) {
            return List.of();
          }
          List<RouteFactorRow> rows = factors.rows();
          if (watched.isEmpty() && rows.isEmpty()) {
            return List.of();
          }
          Instant since = now.minus(longest(watched.values()));
          return advance(factors, rows, watched, RouteTotalsRepository.read(db, since), now);
        });
  }

  private static Duration longest(Collection<WatchedRoute> watched) {
    return watched.stream()
        .map(WatchedRoute::rule)
        .flatMap(rule -> Stream.of(rule.window(), rule.recoverAfter()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static List<DistressEvent> advance(
      RouteFactorTable factors,
      List<RouteFactorRow> rows,
      Map<String, WatchedRoute> watched,
      Map<String, RouteSeries> series,
      Instant now) {
    List<DistressEvent> events = new ArrayList<>();
    Map<String, RouteSeries> others = new TreeMap<>(series);
    int left = MOST_ROWS;
    for (RouteFactorRow row : rows) {
      others.remove(row.route());
      RouteSeries own = series.getOrDefault(row.route(), RouteSeries.EMPTY);
      Optional<WatchedRoute> route = Optional.ofNullable(watched.get(row.route()));
      DistressChange change = next(row, route, own, now);
      if (write(factors, row, route, change)) {
        events.add(event(row.route(), route, change));
      }
      left -= change instanceof DistressChange.End ? 0 : 1;
    }
    others.keySet().retainAll(watched.keySet());
    Set<String> paused = factors.paused();
    others.keySet().removeAll(paused);
    for (Map.Entry<String, RouteSeries> other : others.entrySet()) {
      Optional<WatchedRoute> route = Optional.ofNullable(watched.get(other.getKey()));
      Optional<DistressChange.Tighten> change =
          left > 0
              ? route.flatMap(own -> first(own.rule(), other.getValue(), now))
              : Optional.empty();
      if (change.isPresent()
          && factors.add(route.orElseThrow(), change.get().factor(), change.get().reason())) {
        events.add(event(other.getKey(), route, change.get()));
        left--;
      }
    }
    return events;
  }

  private static DistressChange next(
      RouteFactorRow row, Optional<WatchedRoute> route, RouteSeries series, Instant now) {
    if (!row.expires().isAfter(now)) {
      return new DistressChange.End(EXPIRED);
    }
    return route
        .map(own -> new DistressRule(own.rule()).next(Optional.of(row.state()), series, now))
        .orElseGet(() -> new DistressChange.End(UNWATCHED));
  }

  private static Optional<DistressChange.Tighten> first(
      Tightening rule, RouteSeries series, Instant now) {
    Optional<DistressState> none = Optional.empty();
    return new DistressRule(rule).next(none, series, now) instanceof DistressChange.Tighten change
        ? Optional.of(change)
        : Optional.empty();
  }

  /** Writes a change of a row; returns whether something has changed. */
  private static boolean write(
      RouteFactorTable factors,
      RouteFactorRow row,
      Optional<WatchedRoute> route,
      DistressChange change) {
    return switch (change) {
      case DistressChange.Keep() -> {
        factors.extend(row);
        yield false;
      }
      case DistressChange.Tighten(double factor, String reason) ->
          factors.change(row, route.orElseThrow(), factor, reason);
      case DistressChange.Loosen(double factor, String reason) ->
          factors.change(row, route.orElseThrow(), factor, reason);
      case DistressChange.End _ -> factors.end(row, route);
    };
  }

  private static DistressEvent event(
      String id, Optional<WatchedRoute> route, DistressChange change) {
    return new DistressEvent(route.map(WatchedRoute::label).orElse(id), change);
  }
}
