package dev.sluice.ctl.dlp.source;

import dev.sluice.ctl.dlp.scan.ScanFinding;
import dev.sluice.ctl.dlp.scan.ScanRules;
import dev.sluice.ctl.dlp.scan.ScanUnit;
import dev.sluice.ctl.dlp.scan.TextScan;
import dev.sluice.ctl.dlp.scan.UnitResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scan of the lines that some commits, or the staged changes, add. */
final class DiffUnit implements ScanUnit {
  private static final int MOST_FINDINGS = 100_000;

  private final ScanRules rules;
  private final GitProgram git;
  private final List<String> arguments;
  private final List<String> commits;

  /**
   * Creates a scan.
   *
   * @param commits the ids that git reads from its input; empty for the staged changes
   */
  DiffUnit(ScanRules rules, GitProgram git, List<String> arguments, List<String> commits) {
    this.rules = rules;
    this.git = git;
    this.arguments = List.copyOf(arguments);
    this.commits = List.copyOf(commits);
  }

  @Override
  public UnitResult scan() {
    Texts texts = new Texts();
    try {
      Process process = git.start(arguments);
      try {
        // The ids fit into the buffer of the pipe.
        try (OutputStream ids = process.getOutputStream()) {
          for (String commit : commits) {
            ids.write((commit + "\n").getBytes(StandardCharsets.US_ASCII));
          }
        }
        long read = new GitDiffReader(texts).read(process.getInputStream());
        if (process.waitFor() != 0 || read != commits.size()) {
          texts.problems.add("git " + arguments.getFirst() + " failed");
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException | UncheckedIOException e) {
      texts.problems.add("git " + arguments.getFirst() + " cannot be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      texts.problems.add("git " + arguments.getFirst() + " was stopped");
    }
    long count = commits.isEmpty() ? 1 : commits.size();
    return new UnitResult(texts.findings, count, texts.bytes, 0, texts.more, texts.problems);
  }

  /** The scans of the added lines, one after the other. */
  private final class Texts implements DiffTextHandler {
    private final List<ScanFinding> findings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long bytes;
    private long more;
    private @Nullable TextScan scan;

    @Override
    public void begin(String commit, String path, long line) {
      scan = rules.open(commit, path, line);
    }

    @Override
    public void bytes(byte[] text, int from, int to) {
      if (scan != null) {
        scan.feed(text, from, to);
      }
    }

    @Override
    public void end() {
      TextScan ended = scan;
      if (ended == null) {
        return;
      }
      ended.end();
      List<ScanFinding> found = ended.findings();
      int kept = Math.min(found.size(), MOST_FINDINGS - findings.size());
      findings.addAll(found.subList(0, kept));
      more += ended.more() + found.size() - kept;
      bytes += ended.bytes();
      problems.addAll(ended.problems());
      scan = null;
    }
  }
}
