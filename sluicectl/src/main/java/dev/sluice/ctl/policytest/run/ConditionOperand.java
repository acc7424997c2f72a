package dev.sluice.ctl.policytest.run;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelUnparser;
import dev.cel.parser.CelUnparserFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * An operand of the logical operators in an expression.
 *
 * @param text the operand, as an expression of its own
 * @param path the operands that must be true so that this one is evaluated
 */
record ConditionOperand(String text, List<String> path) {
  // Without macros, calls such as has(x) stay as they are written.
  private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder().build();
  private static final CelUnparser UNPARSER = CelUnparserFactory.newUnparser();

  ConditionOperand {
    path = List.copyOf(path);
  }

  /** Returns the whole expression and all operands of {@code &&}, {@code ||}, ! and {@code ?:}. */
  static List<ConditionOperand> of(String expression, List<String> path) {
    List<ConditionOperand> operands = new ArrayList<>();
    try {
      CelAbstractSyntaxTree tree = PARSER.parse(expression).getAst();
      new Collector(tree, operands).collect(tree.getExpr(), path);
    } catch (CelValidationException e) {
      // The loader of the policy has reported it.
      return List.of();
    }
    return operands;
  }

  private record Collector(CelAbstractSyntaxTree tree, List<ConditionOperand> operands) {
    void collect(CelExpr expr, List<String> path) {
      operands.add(new ConditionOperand(text(expr), path));
      if (expr.exprKind().getKind() != CelExpr.ExprKind.Kind.CALL) {
        return;
      }
      List<CelExpr> parts = expr.call().args();
      switch (expr.call().function()) {
        case "_&&_" -> {
          collect(parts.get(0), path);
          collect(parts.get(1), with(path, text(parts.get(0))));
        }
        case "_||_" -> {
          collect(parts.get(0), path);
          collect(parts.get(1), with(path, not(parts.get(0))));
        }
        case "_?_:_" -> {
          collect(parts.get(0), path);
          collect(parts.get(1), with(path, text(parts.get(0))));
          collect(parts.get(2), with(path, not(parts.get(0))));
        }
        default -> {
          // The arguments of other calls are values.
        }
      }
    }

    private String text(CelExpr expr) {
      return UNPARSER.unparse(CelAbstractSyntaxTree.newParsedAst(expr, tree.getSource()));
    }

    private String not(CelExpr expr) {
      return "!(" + text(expr) + ")";
    }

    private static List<String> with(List<String> path, String operand) {
      List<String> longer = new ArrayList<>(path);
      longer.add(operand);
      return longer;
    }
  }
}
