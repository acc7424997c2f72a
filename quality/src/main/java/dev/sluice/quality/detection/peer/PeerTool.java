package dev.sluice.quality.detection.peer;

import dev.sluice.e2e.process.GoProgram;
import dev.sluice.e2e.process.PythonProgram;
import dev.sluice.quality.corpus.EntityKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The peer tools. */
public enum PeerTool {
  /** The pattern recognizers of Presidio, with the Korean ones and without a language model. */
  PRESIDIO("Presidio") {
    @Override
    List<String> command(Path log) {
      return PythonProgram.prepare("quality/peers/presidio", log).command("scan.py");
    }

    @Override
    Optional<EntityKind> kind(String rule) {
      return PeerRuleKinds.presidio(rule);
    }
  },
  /** The default rules of gitleaks. */
  GITLEAKS("gitleaks") {
    @Override
    List<String> command(Path log) {
      return List.of(GoProgram.build("quality/peers/gitleaks", log).binary().toString());
    }

    @Override
    Optional<EntityKind> kind(String rule) {
      return PeerRuleKinds.gitleaks(rule);
    }
  };

  private final String title;

  PeerTool(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /**
   * Installs the tool if necessary and returns its command.
   *
   * @throws AbsentException if it cannot be installed
   */
  abstract List<String> command(Path log);

  abstract Optional<EntityKind> kind(String rule);
}
