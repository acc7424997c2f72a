package dev.sluice.ctl.policyfile;

import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.yaml.TextPosition;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.extproc.policy.DlpPolicyCompiler;

/** A kind of a policy file, read before the file is loaded; empty if the file has none. */
record PolicyFileKind(String name, TextPosition at) {
  /** The kind of a file without the envelope. */
  private static final PolicyFileKind PLAIN =
      new PolicyFileKind(DlpPolicyCompiler.KIND, TextPosition.START);

  /** Reads the kind that {@code source} names. */
  static PolicyFileKind of(PolicySource source) {
    return switch (source) {
      case PolicySource.Parsed(var _, YamlNode.Mapping mapping, var _, var _) -> of(mapping);
      case PolicySource.Parsed _ -> new PolicyFileKind("", TextPosition.START);
      // Every loader reports why the file is invalid.
      case PolicySource.Invalid _ -> PLAIN;
    };
  }

  private static PolicyFileKind of(YamlNode.Mapping mapping) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().equals("kind"))
        .map(YamlNode.Entry::value)
        .map(kind ->
            new PolicyFileKind(
                kind instanceof YamlNode.Scalar scalar ? scalar.text() : "", kind.position()))
        .findFirst()
        .orElse(PLAIN);
  }
}
