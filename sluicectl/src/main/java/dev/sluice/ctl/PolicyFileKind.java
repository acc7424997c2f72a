package dev.sluice.ctl;

import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.extproc.policy.DlpPolicyCompiler;

/** Tells the kind of a policy file before it is loaded. */
final class PolicyFileKind {
  /** What a file without the envelope is. */
  private static final String PLAIN = DlpPolicyCompiler.KIND;

  private PolicyFileKind() {}

  /** The kind that {@code source} names; empty for a file that has no mapping at its top. */
  static String of(PolicySource source) {
    return switch (source) {
      case PolicySource.Parsed(var _, YamlNode.Mapping mapping, var _) -> of(mapping);
      case PolicySource.Parsed _ -> "";
      // Any loader says what is broken.
      case PolicySource.Invalid _ -> PLAIN;
    };
  }

  private static String of(YamlNode.Mapping mapping) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().equals("kind"))
        .map(entry -> entry.value() instanceof YamlNode.Scalar scalar ? scalar.text() : "")
        .findFirst()
        .orElse(PLAIN);
  }
}
