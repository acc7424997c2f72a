package dev.sluice.ctl.dlp.trial;

import com.google.protobuf.ByteString;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.policy.RuleAction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A copy of a text in the form in which the server would send it. */
public final class BodyRedaction {
  /** The longest text that waits for its end, as a body does in the server by default. */
  private static final int MAX_HELD = 16 << 20;

  private static final int CHUNK = 1 << 16;

  /**
   * The outcome of a copy.
   *
   * @param found true if a rule has matched
   * @param stopped a sentence if the server would not send the text
   * @param invalid true if the server would reject the text for another reason than a rule
   */
  public record Outcome(boolean found, Optional<String> stopped, boolean invalid) {}

  private final PolicyInspector inspector;
  private final BodyDirection direction;
  private final ExchangeScope scope;

  /**
   * Prepares copies.
   *
   * @param filter the rules that apply
   * @param masksBlocks true if rules that block are to mask
   */
  public BodyRedaction(
      DlpPolicy policy,
      BodyDirection direction,
      String environment,
      Predicate<DlpRule> filter,
      boolean masksBlocks) {
    this.direction = direction;
    scope = new ExchangeScope("", "", environment, "localhost", "/");
    inspector =
        new PolicyInspector(SelectedRules.of(policy, rule -> changed(rule, filter, masksBlocks)));
  }

  private static List<DlpRule> changed(
      DlpRule rule, Predicate<DlpRule> filter, boolean masksBlocks) {
    if (!filter.test(rule)) {
      return List.of();
    }
    boolean masks = masksBlocks && rule.action() == RuleAction.BLOCK;
    return List.of(masks ? rule.with(RuleAction.MASK) : rule);
  }

  /** Copies a text, in chunks. A text that a rule may block is held until its end. */
  public Outcome copy(InputStream in, OutputStream out) throws IOException {
    if (!inspector.mayBlock(direction, scope, RouteWafParts.NONE)) {
      return inspect(in, out, Long.MAX_VALUE);
    }
    var held = new ByteArrayOutputStream();
    Outcome outcome = inspect(in, held, MAX_HELD);
    if (outcome.stopped().isEmpty()) {
      held.writeTo(out);
      out.flush();
    }
    return outcome;
  }

  private Outcome inspect(InputStream in, OutputStream out, long most) throws IOException {
    BodyInspection inspection =
        inspector
            .open(direction, "text/plain", scope, new InspectionSettings(true, MAX_HELD))
            .orElseThrow();
    byte[] chunk = new byte[CHUNK];
    boolean last = false;
    long length = 0;
    while (!last) {
      int size = in.readNBytes(chunk, 0, CHUNK);
      length += size;
      last = size < CHUNK;
      BodyVerdict verdict = inspection.feed(ByteString.copyFrom(chunk, 0, size), last);
      verdict.output().writeTo(out);
      if (!(verdict instanceof BodyVerdict.Pass)) {
        return stopped(verdict);
      }
      if (length > most) {
        return new Outcome(
            true,
            Optional.of(
                "the text is longer than "
                    + MAX_HELD
                    + " bytes, which the server rejects where a"
                    + " rule may block; use --mask-blocks"),
            true);
      }
    }
    out.flush();
    boolean found = inspection.outcome().action().strongerThan(RuleAction.LOG);
    return new Outcome(found, Optional.empty(), false);
  }

  private static Outcome stopped(BodyVerdict verdict) {
    return switch (verdict) {
      case BodyVerdict.Pass _,
          BodyVerdict.OverBudget _,
          BodyVerdict.Refused _,
          BodyVerdict.Unread _ ->
          throw new IllegalStateException("no budget, model or external recognizer is set");
      case BodyVerdict.Blocked(var _, String rule, boolean _) ->
          new Outcome(
              true,
              Optional.of(
                  "blocked by the rule "
                      + rule
                      + ": the server would send nothing; use"
                      + " --mask-blocks to mask it"),
              false);
      case BodyVerdict.Overflow _ ->
          new Outcome(true, Optional.of("the server would hold more than it may"), true);
      case BodyVerdict.Invalid(var _, String why) ->
          new Outcome(
              true,
              Optional.of("the text starts like JSON, but " + why + ": the server rejects it"),
              true);
    };
  }
}
