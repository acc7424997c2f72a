package dev.sluice.ctl.dlp.trial;

import com.google.protobuf.ByteString;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** An inspection of one body, whole or cut into chunks. */
final class BodyTrial {
  private static final int MAX_HELD = 1 << 20;

  /** The most places at which a body is cut; more are spread over it. */
  private static final int MOST_CUTS = 4096;

  /**
   * The result of an inspection.
   *
   * @param verdict the result in words
   * @param output what leaves of the body
   */
  record BodyResult(String verdict, String output, List<DlpFinding> findings) {
    BodyResult {
      findings = List.copyOf(findings);
    }
  }

  private final PolicyInspector inspector;
  private final BodyDirection direction;
  private final String contentType;
  private final ExchangeScope scope;

  BodyTrial(DlpPolicy policy, BodyDirection direction, String contentType, ExchangeScope scope) {
    inspector = new PolicyInspector(policy);
    this.direction = direction;
    this.contentType = contentType;
    this.scope = scope;
  }

  /** Inspects a body in chunks of this size, of which the first one is shorter. */
  BodyResult inspect(byte[] body, int first, int size) {
    BodyInspection inspection =
        inspector
            .open(direction, contentType, scope, new InspectionSettings(true, MAX_HELD))
            .orElseThrow();
    ByteString output = ByteString.EMPTY;
    int at = 0;
    int end = first;
    BodyVerdict verdict;
    do {
      boolean last = end >= body.length;
      int to = Math.min(end, body.length);
      verdict = inspection.feed(ByteString.copyFrom(body, at, to - at), last);
      output = output.concat(verdict.output());
      at = to;
      end = Math.min(body.length, to + size);
      if (last) {
        break;
      }
    } while (verdict instanceof BodyVerdict.Pass);
    boolean sent = verdict instanceof BodyVerdict.Pass || inspection.eventStream();
    return new BodyResult(
        words(verdict), sent ? output.toString(StandardCharsets.UTF_8) : "", inspection.findings());
  }

  /** Returns the first cut with another result; empty if there is none. */
  Optional<String> differingCut(byte[] body, BodyResult expected) {
    int cuts = cuts(body);
    for (int i = 0; i < cuts; i++) {
      int at = 1 + (int) ((long) i * (body.length - 1) / cuts);
      if (!inspect(body, at, body.length).equals(expected)) {
        return Optional.of("a cut at byte " + at + " changes the result");
      }
    }
    return body.length == 0 || inspect(body, 1, 1).equals(expected)
        ? Optional.empty()
        : Optional.of("chunks of one byte change the result");
  }

  /** Returns at how many places a body is cut. */
  static int cuts(byte[] body) {
    return Math.clamp(body.length - 1L, 0, MOST_CUTS);
  }

  private static String words(BodyVerdict verdict) {
    return switch (verdict) {
      case BodyVerdict.Pass _ -> "passes";
      case BodyVerdict.Blocked(var _, String rule, boolean _) -> "blocked by " + rule;
      case BodyVerdict.Overflow _ -> "rejected: it would be held too long";
      case BodyVerdict.Invalid(var _, String why) -> "rejected: " + why;
      case BodyVerdict.OverBudget _, BodyVerdict.Refused _, BodyVerdict.Unread _ ->
          throw new IllegalStateException("no budget, model or external recognizer is set");
    };
  }
}
