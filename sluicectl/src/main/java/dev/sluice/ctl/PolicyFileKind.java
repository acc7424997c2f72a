package dev.sluice.ctl;

import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.extproc.policy.DlpPolicyCompiler;

/** A detector of the kind of a policy file before it is loaded. */
final class PolicyFileKind {
  /** The default kind, for a file that names none. */
  private static final String PLAIN = DlpPolicyCompiler.KIND;

  private PolicyFileKind() {}

  /** Returns the kind of a file; empty if its top level is not a mapping. */
  static String of(PolicySource source) {
    return switch (source) {
      case PolicySource.Parsed(var _, YamlNode.Mapping mapping, var _) -> of(mapping);
      case PolicySource.Parsed _ -> "";
      // Every loader reports why the file is invalid.
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
