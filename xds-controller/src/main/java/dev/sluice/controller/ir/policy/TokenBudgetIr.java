package dev.sluice.controller.ir.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A policy that limits the tokens or the money that calls of models use, and the exchanges that run
 * at once.
 *
 * @param inherit true if the budgets and limits of wider scopes apply too
 */
public record TokenBudgetIr(
    List<TokenBudget> budgets, List<ConcurrentLimit> concurrent, boolean inherit)
    implements RoutePolicyIr {
  public TokenBudgetIr {
    budgets = List.copyOf(budgets);
    concurrent = List.copyOf(concurrent);
    requireNames(budgets, TokenBudget::name);
    requireNames(concurrent, ConcurrentLimit::name);
  }

  private static <T> void requireNames(List<T> entries, Function<T, String> name) {
    Set<String> names = entries.stream().map(name).collect(Collectors.toSet());
    if (names.size() < entries.size()) {
      throw new IllegalArgumentException("two entries have the same name; give each its own");
    }
  }

  /** Returns whether a policy server has to count the exchanges of a route with this policy. */
  public boolean counts() {
    return !budgets.isEmpty() || !concurrent.isEmpty();
  }

  /** Returns this policy with the entries of a wider scope that have other names. */
  @Override
  public PolicyIr over(PolicyIr wider) {
    if (!inherit || !(wider instanceof TokenBudgetIr other)) {
      return this;
    }
    return new TokenBudgetIr(
        merged(budgets, other.budgets, TokenBudget::name),
        merged(concurrent, other.concurrent, ConcurrentLimit::name),
        true);
  }

  private static <T> List<T> merged(List<T> own, List<T> wider, Function<T, String> name) {
    List<T> all = new ArrayList<>(own);
    wider.stream()
        .filter(entry -> own.stream().noneMatch(each -> name.apply(each).equals(name.apply(entry))))
        .forEach(all::add);
    return all;
  }

  /** Returns this policy with counters that only its row has. */
  @Override
  public PolicyIr ofRow(String id) {
    return new TokenBudgetIr(
        budgets.stream().map(budget -> budget.countedBy(id)).toList(),
        concurrent.stream().map(limit -> limit.countedBy(id)).toList(),
        inherit);
  }

  /** A property of calls. */
  public enum Key {
    TENANT,
    USER,
    CREDENTIAL,
    MODEL,
    ROUTE
  }

  /** The way to treat a call over a limit. */
  public enum Mode {
    ENFORCE,
    SHADOW
  }

  /** A time in which a budget may be used once, in UTC. */
  public enum Period {
    DAY,
    MONTH
  }

  /**
   * A budget of a policy.
   *
   * @param tokens the weighted tokens of a period; empty for a budget of money
   * @param cost the money of a period; empty for a budget of tokens
   * @param key the properties whose combination has a counter of its own
   * @param defaultOutput the output tokens reserved for a whole answer without a requested limit
   * @param policy the id of the policy row whose counters it uses
   */
  public record TokenBudget(
      String name,
      Optional<Long> tokens,
      Optional<Double> cost,
      Period period,
      List<Key> key,
      TokenWeights weights,
      int defaultOutput,
      Mode mode,
      Optional<String> policy) {
    public TokenBudget {
      key = key.stream().sorted().toList();
      if (tokens.isPresent() == cost.isPresent()) {
        throw new IllegalArgumentException("a budget has either tokens or cost");
      }
    }

    TokenBudget countedBy(String row) {
      return new TokenBudget(
          name, tokens, cost, period, key, weights, defaultOutput, mode, Optional.of(row));
    }
  }

  /** The numbers by which tokens are multiplied before they count. */
  public record TokenWeights(double input, double output, double cached, double reasoning) {}

  /**
   * A limit of the exchanges that run at once on one server.
   *
   * @param policy the id of the policy row whose counters it uses
   */
  public record ConcurrentLimit(
      String name, int exchanges, List<Key> key, Mode mode, Optional<String> policy) {
    public ConcurrentLimit {
      key = key.stream().sorted().toList();
    }

    ConcurrentLimit countedBy(String row) {
      return new ConcurrentLimit(name, exchanges, key, mode, Optional.of(row));
    }
  }
}
