package dev.sluice.e2e.install;

import dev.sluice.e2e.install.PageShell.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A text with commands, their answers without secrets, and times. */
record PageTranscript(String text) {
  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile("slk_[A-Za-z0-9_-]+"),
          Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*"));

  /**
   * Returns the transcript of commands.
   *
   * @param title the first lines
   */
  static PageTranscript of(String title, List<Step> steps) {
    StringBuilder text = new StringBuilder(title);
    for (Step step : steps) {
      text.append("\n```sh\n").append(step.commands()).append("```\n");
      if (!step.output().isEmpty()) {
        String end = step.output().endsWith("\n") ? "" : "\n";
        text.append("\n```\n").append(step.output()).append(end).append("```\n");
      }
      text.append("\nTook %d ms.\n".formatted(step.took().toMillis()));
    }
    String masked = text.toString();
    for (Pattern secret : SECRETS) {
      masked = secret.matcher(masked).replaceAll("[secret]");
    }
    return new PageTranscript(masked);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, text);
  }
}
