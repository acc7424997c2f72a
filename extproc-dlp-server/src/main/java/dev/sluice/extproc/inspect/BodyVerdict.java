package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.model.ModelFault;

/**
 * The result of one call of {@link BodyInspection#feed}. Every verdict except {@link Pass} is
 * final: its output is the last that leaves.
 */
public sealed interface BodyVerdict {
  /** Returns the bytes that may leave now, after all earlier ones; often empty. */
  ByteString output();

  /** Returns the same verdict with another output. */
  default BodyVerdict with(ByteString output) {
    return switch (this) {
      case Pass _ -> new Pass(output);
      case Blocked(var _, String rule, boolean attack) -> new Blocked(output, rule, attack);
      case Overflow _ -> new Overflow(output);
      case OverBudget _ -> new OverBudget(output);
      case Unread _ -> new Unread(output);
      case Refused(var _, ModelFault fault) -> new Refused(output, fault);
      case Invalid(var _, String why) -> new Invalid(output, why);
    };
  }

  /** A verdict that the body passes. */
  record Pass(ByteString output) implements BodyVerdict {}

  /**
   * A verdict that a blocking rule matched. No output contains a byte of the finding or of what
   * follows it.
   *
   * @param attack true if the rule is a WAF rule
   */
  record Blocked(ByteString output, String rule, boolean attack) implements BodyVerdict {}

  /** A verdict that more bytes would have to be held than the settings allow. */
  record Overflow(ByteString output) implements BodyVerdict {}

  /** A verdict that no budget is left for the next event. */
  record OverBudget(ByteString output) implements BodyVerdict {}

  /**
   * A verdict that an external recognizer could not read the body, which therefore must not pass.
   */
  record Unread(ByteString output) implements BodyVerdict {}

  /** A verdict that the body chooses no language model, where it has to. */
  record Refused(ByteString output, ModelFault fault) implements BodyVerdict {}

  /**
   * A verdict that the body does not match its content type, so that text could be hidden from
   * inspection.
   */
  record Invalid(ByteString output, String reason) implements BodyVerdict {}
}
