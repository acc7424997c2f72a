package dev.sluice.controller.xds.filter;

import dev.cel.expr.Constant;
import dev.cel.expr.Expr;
import java.util.List;

/**
 * A set of builders of parsed CEL expressions over the response, because Envoy's matchers do not
 * parse texts.
 */
final class CelTree {
  private CelTree() {}

  /** Returns an attribute of the response. */
  static Expr response(String field) {
    Expr response =
        Expr.newBuilder().setIdentExpr(Expr.Ident.newBuilder().setName("response")).build();
    return Expr.newBuilder()
        .setSelectExpr(Expr.Select.newBuilder().setOperand(response).setField(field))
        .build();
  }

  static Expr text(String value) {
    return Expr.newBuilder().setConstExpr(Constant.newBuilder().setStringValue(value)).build();
  }

  static Expr number(long value) {
    return Expr.newBuilder().setConstExpr(Constant.newBuilder().setInt64Value(value)).build();
  }

  static Expr in(Expr value, List<String> texts) {
    Expr list =
        Expr.newBuilder()
            .setListExpr(
                Expr.CreateList.newBuilder()
                    .addAllElements(texts.stream().map(CelTree::text).toList()))
            .build();
    return call("@in", value, list);
  }

  static Expr startsWith(Expr value, String prefix) {
    return Expr.newBuilder()
        .setCallExpr(
            Expr.Call.newBuilder().setTarget(value).setFunction("startsWith").addArgs(text(prefix)))
        .build();
  }

  static Expr and(Expr left, Expr right) {
    return call("_&&_", left, right);
  }

  static Expr or(Expr left, Expr right) {
    return call("_||_", left, right);
  }

  static Expr equal(Expr left, Expr right) {
    return call("_==_", left, right);
  }

  static Expr atLeast(Expr left, Expr right) {
    return call("_>=_", left, right);
  }

  private static Expr call(String function, Expr left, Expr right) {
    return Expr.newBuilder()
        .setCallExpr(Expr.Call.newBuilder().setFunction(function).addArgs(left).addArgs(right))
        .build();
  }
}
