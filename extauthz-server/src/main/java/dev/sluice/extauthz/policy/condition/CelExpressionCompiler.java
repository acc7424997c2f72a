package dev.sluice.extauthz.policy.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;

/**
 * A compiler of expressions of the Common Expression Language (CEL) over the variables of a
 * request.
 */
public final class CelExpressionCompiler {
  private static final int MAX_LENGTH = 4096;

  // Limits the cost of an expression, for each request and for the compiler.
  private static final CelOptions LIMITS =
      CelOptions.current()
          .comprehensionMaxIterations(1_000)
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseExpressionNodeCount(1_000)
          .maxParseRecursionDepth(50)
          .maxRegexProgramSize(1_000)
          .build();

  private static final CelType STRING_LIST = ListType.create(SimpleType.STRING);

  private static final List<String> STRING_VARIABLES =
      List.of(
          "request.method",
          "request.host",
          "request.path",
          "request.address",
          "request.principal",
          "identity.subject",
          "identity.tenant",
          "identity.project",
          "identity.workspace",
          "identity.role",
          "identity.level",
          "identity.issuer",
          "route.id",
          "route.publish",
          "route.target",
          "route.environment",
          "route.api_version");

  private final CelCompiler compiler = compiler();
  private final CelRuntime runtime =
      CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(LIMITS).build();

  /** A result of compilation. */
  public sealed interface CompilationResult {
    /** A valid expression. */
    record Accepted(CelExpression expression) implements CompilationResult {}

    /** An invalid expression, with all reasons. */
    record Rejected(List<String> reasons) implements CompilationResult {
      public Rejected {
        reasons = List.copyOf(reasons);
      }
    }
  }

  public CompilationResult compile(String text) {
    CelValidationResult checked = compiler.compile(text);
    try {
      CelAbstractSyntaxTree tree = checked.getAst();
      return new CompilationResult.Accepted(
          new CelExpression(runtime.createProgram(tree), ExpressionReads.of(tree)));
    } catch (CelValidationException e) {
      List<CelIssue> errors = checked.getErrors();
      return new CompilationResult.Rejected(
          errors.isEmpty()
              ? List.of("cannot be read")
              : errors.stream().map(CelExpressionCompiler::describe).distinct().toList());
    } catch (CelEvaluationException e) {
      return new CompilationResult.Rejected(List.of("cannot be compiled"));
    }
  }

  /** Formats an error. CEL counts columns from 0. */
  private static String describe(CelIssue issue) {
    String reason = issue.getMessage().replace(" (in container '')", "").replace('\n', ' ');
    int column = issue.getSourceLocation().getColumn() + 1;
    return "line " + issue.getSourceLocation().getLine() + ", column " + column + ": " + reason;
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(LIMITS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL)
            .addVar("request.headers", MapType.create(SimpleType.STRING, SimpleType.STRING))
            .addVar("request.query", MapType.create(SimpleType.STRING, STRING_LIST))
            .addVar("request.time", SimpleType.TIMESTAMP)
            .addVar("identity.scopes", STRING_LIST)
            .addVar("identity.claims", MapType.create(SimpleType.STRING, SimpleType.DYN));
    for (String text : STRING_VARIABLES) {
      builder.addVar(text, SimpleType.STRING);
    }
    return builder.build();
  }
}
