package dev.sluice.quality.detection.peer;

import dev.sluice.e2e.process.GoProgram;
import dev.sluice.e2e.process.PythonProgram;
import dev.sluice.quality.corpus.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The detectors that are compared with. */
public enum Peer {
  /** Its pattern recognizers, with the Korean ones; no model of a language. */
  PRESIDIO("Presidio") {
    @Override
    List<String> command(Path log) {
      return PythonProgram.prepare("quality/peers/presidio", log).command("scan.py");
    }

    @Override
    Optional<Kind> kind(String rule) {
      return PeerKinds.presidio(rule);
    }
  },
  /** Its default rules. */
  GITLEAKS("gitleaks") {
    @Override
    List<String> command(Path log) {
      return List.of(GoProgram.build("quality/peers/gitleaks", log).binary().toString());
    }

    @Override
    Optional<Kind> kind(String rule) {
      return PeerKinds.gitleaks(rule);
    }
  };

  private final String title;

  Peer(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** Makes it ready to run; AbsentException says why that is not possible. */
  abstract List<String> command(Path log);

  abstract Optional<Kind> kind(String rule);
}
