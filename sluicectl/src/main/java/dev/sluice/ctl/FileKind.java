package dev.sluice.ctl;

import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.yaml.Position;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.extproc.policy.DlpPolicyCompiler;

/** The kind of a policy file, read before the file is loaded; empty where it has none. */
record FileKind(String name, Position at) {
  /** The kind of a file without the envelope. */
  private static final FileKind PLAIN = new FileKind(DlpPolicyCompiler.KIND, Position.START);

  /** Reads the kind that {@code source} names. */
  static FileKind of(PolicySource source) {
    return switch (source) {
      case PolicySource.Parsed(var _, YamlNode.Mapping mapping, var _, var _) -> of(mapping);
      case PolicySource.Parsed _ -> new FileKind("", Position.START);
      // Any loader reports what is broken.
      case PolicySource.Unusable _ -> PLAIN;
    };
  }

  private static FileKind of(YamlNode.Mapping mapping) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().equals("kind"))
        .map(YamlNode.Entry::value)
        .map(kind ->
            new FileKind(kind instanceof YamlNode.Scalar scalar ? scalar.text() : "", kind.at()))
        .findFirst()
        .orElse(PLAIN);
  }
}
