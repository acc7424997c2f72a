package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The result of one body in one split. */
public record InspectionRun(
    ByteString output,
    String verdict,
    List<DlpFinding> findings,
    InspectionOutcome outcome,
    TokenUsage usage,
    Optional<String> diffHash,
    List<ByteString> outputs) {
  static final Inspector SHIPPED = shipped();
  static final ExchangeScope SCOPE =
      new ExchangeScope("ai/chat", "t1", "dev", "localhost", "/v1/chat/completions");

  /** A way to inspect a body. */
  public record Way(
      Inspector inspector, BodyDirection direction, String contentType, int maxBuffer) {
    static Way response(String contentType) {
      return new Way(SHIPPED, BodyDirection.RESPONSE, contentType, 1 << 20);
    }

    static Way request(String contentType) {
      return new Way(SHIPPED, BodyDirection.REQUEST, contentType, 1 << 20);
    }

    Way with(Inspector other) {
      return new Way(other, direction, contentType, maxBuffer);
    }

    Way holding(int bytes) {
      return new Way(inspector, direction, contentType, bytes);
    }
  }

  static Inspector shipped() {
    return load(
        DlpPolicyCompiler.file(Optional.empty()).load(Path.of("../policies/dlp_rules.yaml")));
  }

  public static Inspector policy(String yaml) {
    return load(
        DlpPolicyCompiler.file(Optional.empty())
            .load(Path.of("rules.yaml"), yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static Inspector load(PolicyResult<DlpPolicy> result) {
    return switch (result) {
      case PolicyResult.Loaded<DlpPolicy> loaded -> new PolicyInspector(loaded.value());
      case PolicyResult.Rejected<DlpPolicy>(var problems) -> throw new AssertionError(problems);
    };
  }

  static InspectionRun whole(Way way, String body) {
    return whole(way, ByteString.copyFromUtf8(body));
  }

  public static InspectionRun whole(Way way, ByteString body) {
    return cut(way, body, List.of(body.size()));
  }

  static InspectionRun cut(Way way, ByteString body, List<Integer> cuts) {
    return cut(way, SCOPE, body, cuts);
  }

  static InspectionRun cut(Way way, ExchangeScope scope, ByteString body, List<Integer> cuts) {
    BodyInspection inspection = open(way, scope);
    var output = new ByteArrayOutputStream();
    List<ByteString> outputs = new ArrayList<>();
    String verdict = "Pass";
    int at = 0;
    for (int i = 0; i < cuts.size(); i++) {
      BodyVerdict step = inspection.feed(body.substring(at, cuts.get(i)), i == cuts.size() - 1);
      at = cuts.get(i);
      output.writeBytes(step.output().toByteArray());
      outputs.add(step.output());
      if (!(step instanceof BodyVerdict.Pass)) {
        verdict = name(step);
        break;
      }
    }
    return new InspectionRun(
        ByteString.copyFrom(output.toByteArray()),
        verdict,
        inspection.findings(),
        inspection.outcome(),
        inspection.usage(),
        inspection.diffHash(),
        outputs);
  }

  public static BodyInspection open(Way way) {
    return open(way, SCOPE);
  }

  private static BodyInspection open(Way way, ExchangeScope scope) {
    return way.inspector()
        .open(
            way.direction(),
            way.contentType(),
            scope,
            new InspectionSettings(true, way.maxBuffer()))
        .orElseThrow();
  }

  public static String name(BodyVerdict verdict) {
    return switch (verdict) {
      case BodyVerdict.Pass _ -> "Pass";
      case BodyVerdict.Blocked(var _, String rule, boolean _) -> "Blocked " + rule;
      case BodyVerdict.Overflow _ -> "Overflow";
      case BodyVerdict.OverBudget _ -> "OverBudget";
      case BodyVerdict.Unread _ -> "Unread";
      case BodyVerdict.Refused(var _, var fault) -> "Refused " + fault;
      case BodyVerdict.Invalid(var _, String why) -> "Invalid " + why;
    };
  }

  public static List<Integer> bytewise(int size) {
    List<Integer> cuts = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      cuts.add(i);
    }
    return cuts.isEmpty() ? List.of(0) : cuts;
  }

  public static List<Integer> random(RandomGenerator random, int size, int longest) {
    List<Integer> cuts = new ArrayList<>();
    for (int at = 0; at < size; ) {
      at = Math.min(size, at + random.nextInt(1, longest));
      cuts.add(at);
    }
    return cuts.isEmpty() ? List.of(0) : cuts;
  }

  String text() {
    return output.toStringUtf8();
  }

  /** Returns the result without the times of the outputs. */
  List<Object> result() {
    return List.of(output, verdict, findings, outcome, usage, diffHash);
  }
}
