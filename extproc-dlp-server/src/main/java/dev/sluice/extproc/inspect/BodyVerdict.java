package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;

/**
 * What one call of {@link BodyInspection#feed} came to. Every verdict but {@link Pass} is final:
 * its output is the last that leaves.
 */
public sealed interface BodyVerdict {
  /** The bytes that may leave now, after all earlier ones; often empty. */
  ByteString output();

  /** The body goes on. */
  record Pass(ByteString output) implements BodyVerdict {}

  /**
   * A blocking rule matched; no byte of the match, nor anything after it, is in any output.
   *
   * @param attack whether the rule is about an attack, not about data
   */
  record Blocked(ByteString output, String rule, boolean attack) implements BodyVerdict {}

  /** More would have to be held back than the settings allow. */
  record Overflow(ByteString output) implements BodyVerdict {}

  /** The body is not what its content type says, in a way that hides text from inspection. */
  record Invalid(ByteString output, String reason) implements BodyVerdict {}
}
