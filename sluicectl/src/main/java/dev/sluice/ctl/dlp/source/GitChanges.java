package dev.sluice.ctl.dlp.source;

import dev.sluice.ctl.dlp.scan.ScanRules;
import dev.sluice.ctl.dlp.scan.ScanUnit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The changes that git knows: those of commits, and those that are staged. */
public final class GitChanges {
  /** So many ids fit into the buffer of a pipe. */
  private static final int COMMITS_PER_UNIT = 64;

  private final GitProgram git;
  private final ScanRules rules;

  public GitChanges(GitProgram git, ScanRules rules) {
    this.git = git;
    this.rules = rules;
  }

  /** Returns the staged changes. */
  public Iterator<ScanUnit> staged() {
    List<String> arguments = new ArrayList<>(List.of("diff", "--cached"));
    arguments.addAll(GitProgram.PATCH);
    return List.<ScanUnit>of(new DiffUnit(rules, git, arguments, List.of())).iterator();
  }

  /**
   * Returns the commits of a range, the newest first.
   *
   * @param range a range such as {@code main..HEAD}, or {@code --all}
   */
  public Iterator<ScanUnit> history(String range) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("diff-tree", "--stdin", "--root", "-r", "--cc", "--always"));
    arguments.addAll(GitProgram.PATCH);
    List<String> list = new ArrayList<>(List.of("rev-list"));
    if (!range.equals("--all")) {
      list.add("--end-of-options");
    }
    list.add(range);
    list.add("--");
    Process process = git.start(list);
    process.getOutputStream().close();
    return new CommitBatches(process, arguments);
  }

  /** The commits of a list, in batches. */
  private final class CommitBatches implements Iterator<ScanUnit> {
    private final Process process;
    private final BufferedReader ids;
    private final List<String> arguments;
    private List<String> next;

    CommitBatches(Process process, List<String> arguments) {
      this.process = process;
      this.arguments = arguments;
      ids =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
      next = read();
    }

    @Override
    public boolean hasNext() {
      return !next.isEmpty();
    }

    @Override
    public ScanUnit next() {
      if (next.isEmpty()) {
        throw new NoSuchElementException();
      }
      ScanUnit unit = new DiffUnit(rules, git, arguments, next);
      next = read();
      return unit;
    }

    private List<String> read() {
      List<String> batch = new ArrayList<>();
      try {
        String id = "";
        while (batch.size() < COMMITS_PER_UNIT && id != null) {
          id = ids.readLine();
          if (id != null) {
            batch.add(id);
          }
        }
        if (id == null && process.waitFor() != 0) {
          throw new UncheckedIOException(
              new IOException(
                  "git knows no such range of commits; use one such as main..HEAD, and name a"
                      + " folder before --git-history"));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      return batch;
    }
  }
}
