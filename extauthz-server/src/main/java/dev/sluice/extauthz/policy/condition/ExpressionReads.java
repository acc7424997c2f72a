package dev.sluice.extauthz.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The parts of a request that rules read by name.
 *
 * @param headers the names of headers, in lower case
 * @param claims the names of claims
 * @param query the names of query parameters
 * @param scopes true if the scopes of the token are read
 * @param unbounded true if names are read that are not known before a request
 */
public record ExpressionReads(
    Set<String> headers, Set<String> claims, Set<String> query, boolean scopes, boolean unbounded) {
  /** A set of nothing. */
  public static final ExpressionReads NONE =
      new ExpressionReads(Set.of(), Set.of(), Set.of(), false, false);

  private static final String INDEX = "_[_]";
  private static final String IN = "@in";

  public ExpressionReads {
    headers = Set.copyOf(headers);
    claims = Set.copyOf(claims);
    query = Set.copyOf(query);
  }

  /** Returns the reads of some headers only. */
  public static ExpressionReads ofHeaders(Set<String> headers) {
    return new ExpressionReads(headers, Set.of(), Set.of(), false, false);
  }

  /** Returns the reads of some claims only. */
  public static ExpressionReads ofClaims(Set<String> claims) {
    return new ExpressionReads(Set.of(), claims, Set.of(), false, false);
  }

  static ExpressionReads of(CelAbstractSyntaxTree tree) {
    Set<String> headers = new TreeSet<>();
    Set<String> claims = new TreeSet<>();
    Set<String> query = new TreeSet<>();
    boolean scopes = false;
    boolean unbounded = false;
    for (CelNavigableExpr node : CelNavigableAst.fromAst(tree).getRoot().allNodes().toList()) {
      String variable = variable(tree, node.expr());
      switch (variable) {
        case "request.headers" -> unbounded |= !addKey(node, headers);
        case "identity.claims" -> unbounded |= !addKey(node, claims);
        case "request.query" -> unbounded |= !addKey(node, query);
        case "identity.scopes" -> scopes = true;
        default -> {}
      }
    }
    return new ExpressionReads(headers, claims, query, scopes, unbounded);
  }

  /** Returns whether nothing is read. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** Returns the reads of both. */
  public ExpressionReads and(ExpressionReads other) {
    return new ExpressionReads(
        union(headers, other.headers),
        union(claims, other.claims),
        union(query, other.query),
        scopes || other.scopes,
        unbounded || other.unbounded);
  }

  /** Returns the reads without some names. */
  public ExpressionReads without(Predicate<String> names) {
    return new ExpressionReads(
        without(headers, names), without(claims, names), without(query, names), scopes, unbounded);
  }

  private static Set<String> without(Set<String> all, Predicate<String> names) {
    return all.stream().filter(names.negate()).collect(Collectors.toSet());
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  /** Returns the name of a declared variable; empty for any other expression. */
  private static String variable(CelAbstractSyntaxTree tree, CelExpr expr) {
    ExprKind.Kind kind = expr.getKind();
    if (kind != ExprKind.Kind.IDENT && kind != ExprKind.Kind.SELECT) {
      return "";
    }
    return tree.getReference(expr.id())
        .map(CelReference::name)
        .orElseGet(() -> kind == ExprKind.Kind.IDENT ? expr.ident().name() : "");
  }

  /** Adds the constant key with which a map is read; returns false if there is none. */
  private static boolean addKey(CelNavigableExpr map, Set<String> keys) {
    Optional<String> key = map.parent().flatMap(parent -> key(parent.expr(), map.expr()));
    key.ifPresent(keys::add);
    return key.isPresent();
  }

  private static Optional<String> key(CelExpr parent, CelExpr map) {
    return switch (parent.getKind()) {
      case SELECT -> Optional.of(parent.select().field());
      case CALL -> {
        List<CelExpr> args = parent.call().args();
        yield switch (parent.call().function()) {
          case INDEX -> args.getFirst().id() == map.id() ? text(args.getLast()) : Optional.empty();
          case IN -> args.getLast().id() == map.id() ? text(args.getFirst()) : Optional.empty();
          default -> Optional.empty();
        };
      }
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(CelExpr key) {
    return key.getKind() == ExprKind.Kind.CONSTANT
            && key.constant().getKind() == dev.cel.common.ast.CelConstant.Kind.STRING_VALUE
        ? Optional.of(key.constant().stringValue())
        : Optional.empty();
  }
}
